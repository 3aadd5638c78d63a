import LiveShopping

/// A reader that has one way of reading for all tables.
protocol DecodingReader: RowReader {
    /// - Parameter plain: Shown those of the rows that are plain; true when one is done with.
    func read<Plain: DecodablePlainRow>(
        _ selection: RowSelection, taking plain: (Plain) throws -> Bool, _ body: (Plain.Row) throws -> Void
    ) throws
}

extension DecodingReader {
    private func read<Row: TableRow>(_ selection: RowSelection, _ body: (Row) throws -> Void) throws {
        try read(selection, taking: { (_: NeverPlain<Row>) in false }, body)
    }
}

extension DecodingReader {
    func users(_ selection: RowSelection, _ body: (User) throws -> Void) throws {
        try read(selection, body)
    }

    func clients(_ selection: RowSelection, _ body: (Client) throws -> Void) throws {
        try read(selection, body)
    }

    func creditLimits(_ selection: RowSelection, _ body: (CreditLimit) throws -> Void) throws {
        try read(selection, body)
    }

    func products(_ selection: RowSelection, _ body: (Product) throws -> Void) throws {
        try read(selection, body)
    }

    func batches(_ selection: RowSelection, _ body: (Batch) throws -> Void) throws {
        try read(selection, body)
    }

    func pricingDefaults(_ selection: RowSelection, _ body: (PricingDefault) throws -> Void) throws {
        try read(selection, body)
    }

    func channelSettings(_ selection: RowSelection, _ body: (ChannelSetting) throws -> Void) throws {
        try read(selection, body)
    }

    func sessions(_ selection: RowSelection, _ body: (Session) throws -> Void) throws {
        try read(selection, body)
    }

    func priceOverrides(_ selection: RowSelection, _ body: (PriceOverride) throws -> Void) throws {
        try read(selection, body)
    }

    func orders(_ selection: RowSelection, _ body: (Order) throws -> Void) throws {
        try read(selection, body)
    }

    func orderLines(
        _ selection: RowSelection, taking plain: (PlainLine) throws -> Bool, _ body: (OrderLine) throws -> Void
    ) throws {
        try read(selection, taking: plain, body)
    }

    func invoices(_ selection: RowSelection, _ body: (Invoice) throws -> Void) throws {
        try read(selection, body)
    }

    func cartItems(
        _ selection: RowSelection, taking plain: (PlainItem) throws -> Bool, _ body: (CartItem) throws -> Void
    ) throws {
        try read(selection, taking: plain, body)
    }
}
