import LiveShopping

/// A reader that has one way of reading for all tables.
protocol DecodingReader: RowReader {
    func read<Row: TableRow>(_ selection: RowSelection, _ body: (Row) throws -> Void) throws
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

    func orderLines(_ selection: RowSelection, _ body: (OrderLine) throws -> Void) throws {
        try read(selection, body)
    }

    func invoices(_ selection: RowSelection, _ body: (Invoice) throws -> Void) throws {
        try read(selection, body)
    }

    func cartItems(_ selection: RowSelection, _ body: (CartItem) throws -> Void) throws {
        try read(selection, body)
    }
}
