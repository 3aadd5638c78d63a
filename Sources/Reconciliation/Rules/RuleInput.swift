public import LiveShopping

/// An optional table or column, in so far as a rule looks at it.
public typealias RuleInput = SchemaPart

extension SchemaPart {
    /// A column.
    public init(_ field: some TableColumn) { self.init(type(of: field).table, field.name) }

    /// As it is written in a sentence: `batches.batchStatus`.
    public var name: String { column.map { "\(table.name).\($0)" } ?? table.name }

    public func isThere(in available: AvailableColumns) -> Bool {
        column.map { available.has(table, $0) } ?? available.has(table)
    }
}

extension SchemaPart {
    /// What rules look at, and the optional inputs that it is made from.
    public enum Group: Sendable, CaseIterable {
        case sessions, orders, carts
        /// Which session an order belongs to.
        case orderLinks
        case orderOrigins
        /// When an open session was last used, and how long it may be left alone.
        case idleness
        /// Which items are meant to be bought.
        case purchases
        case costs
        /// Whether a price is made from the cost at all, and in which way.
        case costModes
        case margins
        /// Prices that host and client agreed on.
        case agreements
        /// Whether the cost or the margin changed after a price was made.
        case costChanges, marginChanges
        case batchStates
        /// What a client owes.
        case debts
        /// What was paid already.
        case payments
        /// What an order's total is made from besides its lines.
        case orderExtras
        /// Invoices that name their order.
        case invoiceReferences
        case lines

        public var inputs: [RuleInput] {
            switch self {
            case .sessions: [RuleInput(Session.Field.deletedAt)]
            case .orders: [RuleInput(Order.Field.deletedAt)]
            case .carts: [RuleInput(CartItem.Field.deletedAt)]
            case .orderLinks: [RuleInput(Order.Field.liveSessionID)]
            case .orderOrigins: [RuleInput(Order.Field.origin)]
            case .idleness:
                [Session.Field.timeoutSeconds, .expiresAt, .lastActivityAt].map { RuleInput($0) }
            case .purchases: [RuleInput(CartItem.Field.itemStatus)]
            case .costs:
                [Batch.Field.costMode, .unitCostMinimum, .unitCostMaximum].map { RuleInput($0) }
                    + [RuleInput(.channelSettings)]
                    + [ChannelSetting.Field.channel, .defaultBasis, .deletedAt].map { RuleInput($0) }
            case .costModes: [Batch.Field.costMode, .unitCostMinimum].map { RuleInput($0) }
            case .margins:
                [Client.Field.pricingProfileID, .customPricingRules].map { RuleInput($0) }
                    + [RuleInput(PricingDefault.Field.deletedAt)]
            case .agreements: [CartItem.Field.negotiationStatus, .negotiationData].map { RuleInput($0) }
            case .costChanges: [RuleInput(Batch.Field.updatedAt)]
            case .marginChanges: [RuleInput(PricingDefault.Field.updatedAt)]
            case .batchStates: [Batch.Field.status, .deletedAt].map { RuleInput($0) }
            case .debts:
                [RuleInput(.invoices)]
                    + [Invoice.Field.customerID, .amountDue, .status, .deletedAt].map { RuleInput($0) }
            case .payments: [RuleInput(Order.Field.cashPayment)]
            case .orderExtras: [Order.Field.tax, .discount, .shipping].map { RuleInput($0) }
            case .invoiceReferences: [Invoice.Field.referenceType, .referenceID].map { RuleInput($0) }
            case .lines: [RuleInput(OrderLine.Field.deletedAt)]
            }
        }
    }
}

extension RuleDescription {
    /// Every optional input that it looks at or needs.
    public var inputs: Set<RuleInput> {
        Set(looksAt.flatMap(\.inputs)).union(needs.joined()).union(restsOn)
    }

    /// Whether a source leaves it something to look at.
    public func isOn(_ available: AvailableColumns) -> Bool {
        needs.allSatisfy { group in group.contains { $0.isThere(in: available) } }
    }
}
