internal import LiveShopping
internal import Reconciliation

/// What a run does without because the database lacks an optional table or column.
struct Limitation: Hashable, Sendable {
    let table: Table
    /// Nil when the whole table is missing.
    let column: String?
    /// What the run assumes instead, as a sentence without its point.
    let effect: String

    init(_ table: Table, _ column: String?, _ effect: String) {
        self.table = table
        self.column = column
        self.effect = effect
    }

    var input: RuleInput { RuleInput(table, column) }

    /// The rules that see less, or see wrongly, because of it. A whole family is named `family.*`.
    var weakens: [String] {
        let rules = Catalogue.descriptions.filter { $0.inputs.contains(input) }.map(\.id)
        let families = Dictionary(grouping: Catalogue.descriptions.map(\.id), by: \.family)
        var named: [String] = []
        for rule in rules {
            let isWhole = families[rule.family]?.allSatisfy(rules.contains) ?? false
            let name = isWhole ? "\(rule.family).*" : rule.description
            if named.last != name { named.append(name) }
        }
        return named
    }

    /// As it is written in a sentence: `batches.batchStatus`.
    var name: String { column.map { "\(table.name).\($0)" } ?? table.name }

    /// The optional inputs that a source has, in reading order.
    static func present(_ available: AvailableColumns) -> [SchemaPart] {
        everyOptional.map(\.input).filter { $0.isThere(in: available) }
    }

    /// What is missing from a source, in reading order. The columns of a missing table are not listed as well.
    static func all(_ available: AvailableColumns) -> [Limitation] {
        everyOptional.filter { limitation in
            guard let column = limitation.column else { return !available.has(limitation.table) }
            return available.has(limitation.table) && !available.has(limitation.table, column)
        }
    }
}

extension Catalogue {
    /// The rules that a source leaves nothing to look at.
    static func switchedOff(_ available: AvailableColumns) -> [RuleID] {
        descriptions.filter { !$0.isOn(available) }.map(\.id)
    }
}

extension Limitation {
    /// One entry an optional table and an optional column of the source schema.
    static let everyOptional: [Limitation] =
        users + clients + products + batches + pricing + sessions + orders + lines + invoices + cartItems
}

private extension Limitation {
    static let middle = "a batch with a range of costs is taken to cost the middle of it"
    static let noVersion =
        "a repair cannot count it up, so a form that still shows the old row may overwrite the repair"
    static let harmless = "no rule and no figure rests on it"

    static let users = [
        Limitation(.users, "name", harmless),
        Limitation(.users, "role", harmless),
    ]

    static let clients = [
        Limitation(
            .clients, "pricing_profile_id",
            "no client is known to have a pricing profile, so all prices are checked against margins and costs"),
        Limitation(
            .clients, "custom_pricing_rules",
            "clients' own margins are unknown, so the category's margin, or the bare cost, is expected"),
        Limitation(.clients, "deleted_at", harmless),
    ]

    static let products = [Limitation(.products, "deleted_at", harmless)]

    static let batches = [
        Limitation(
            .batches, "cogsMode", "every batch is taken to cost its unitCogs, also one with a range of costs"),
        Limitation(
            .batches, "unitCogsMin", "the cost of a batch with a range of costs is unknown"),
        Limitation(
            .batches, "unitCogsMax", "a batch with a range of costs is taken to cost its unitCogsMin"),
        Limitation(
            .batches, "batchStatus", "a batch is known to be unsellable only when it is deleted"),
        Limitation(
            .batches, "updatedAt",
            "whether a cost changed after a price was made is unknown, so a difference is never a mere notice for it"),
        Limitation(.batches, "deleted_at", "deleted batches look like others"),
        Limitation(.batches, "version", noVersion),
    ]

    static let pricing = [
        Limitation(
            .pricingDefaults, "updated_at",
            "whether a margin changed after a price was made is unknown, so a difference is never a mere notice for it"),
        Limitation(.pricingDefaults, "deleted_at", "deleted margins apply like others"),
        Limitation(.channelSettings, "deleted_at", "a deleted setting applies like others"),
        Limitation(.channelSettings, nil, middle),
        Limitation(.channelSettings, "channel", middle),
        Limitation(.channelSettings, "default_basis", middle),
    ]

    static let sessions = [
        Limitation(.sessions, "title", harmless),
        Limitation(
            .sessions, "timeoutSeconds", "every session has the timeout of the setting session-timeout"),
        Limitation(
            .sessions, "expiresAt", "a session is known to be abandoned only by its last activity"),
        Limitation(
            .sessions, "lastActivityAt", "last activity is when the session or one of its items was last changed"),
        Limitation(
            .sessions, "deleted_at", "deleted sessions look like others"),
    ]

    static let orders = [
        Limitation(.orders, "tax", "counted as 0.00"),
        Limitation(.orders, "discount", "counted as 0.00"),
        Limitation(.orders, "shipping", "counted as 0.00"),
        Limitation(
            .orders, "cash_payment",
            "counted as 0.00, so an order paid in cash is taken to be owed, and to be open to amendment"),
        Limitation(
            .orders, "liveSessionId", "orders are linked to sessions by their notes alone"),
        Limitation(
            .orders, "origin", "an unlinked order that only its origin gives away is missed"),
        Limitation(.orders, "deleted_at", "deleted orders look like others"),
        Limitation(.orders, "items", "orders have no second copy of their lines that a repair would have to mind"),
        Limitation(.orders, "version", noVersion),
    ]

    static let lines = [
        Limitation(.orderLines, "deleted_at", "lines taken off an order count like others")
    ]

    static let invoices = [
        Limitation(.invoices, nil, "receivables are 0.00"),
        Limitation(.invoices, "id", "an unreadable invoice is listed without its id"),
        Limitation(
            .invoices, "customerId", "no invoice can be laid to a client, so receivables are 0.00"),
        Limitation(.invoices, "amountDue", "receivables are 0.00"),
        Limitation(
            .invoices, "status", "paid and void invoices count as receivables too"),
        Limitation(.invoices, "deleted_at", "deleted invoices count as receivables too"),
        Limitation(.invoices, "totalAmount", "an invoice bills what is due on it"),
        Limitation(.invoices, "amountPaid", harmless),
        Limitation(.invoices, "referenceType", "an order is invoiced only when it names its invoice itself"),
        Limitation(.invoices, "referenceId", "an order is invoiced only when it names its invoice itself"),
        Limitation(.invoices, "version", noVersion),
    ]

    static let cartItems = [
        Limitation(.cartItems, "addedByRole", harmless),
        Limitation(
            .cartItems, "itemStatus", "every item is taken to be meant for purchase"),
        Limitation(
            .cartItems, "negotiationStatus", "agreed prices are checked as if nobody had agreed on them"),
        Limitation(
            .cartItems, "negotiationData", "which price was agreed on is unknown, and the cart's counts as agreed"),
        Limitation(
            .cartItems, "deleted_at", "items taken out of a cart count as live"),
    ]
}
