internal import LiveShopping

extension Limitation {
    /// One entry an optional table and an optional column of the source schema.
    static let everyOptional: [Limitation] =
        users + clients + batches + pricing + sessions + orders + invoices + cartItems
}

private extension Limitation {
    static let costRules = ["price.margin", "price.cost", "price.below-cost", "hold.reserved"]
    static let priceRules = ["price.margin", "price.cost", "price.cost-fallback", "price.unverifiable"]
    static let exposureRules = ["credit.exposure", "credit.over-limit", "credit.approaching"]
    static let idleRules = [
        "hold.abandoned", "lifecycle.abandoned", "lifecycle.open-with-end", "lifecycle.concurrent",
    ]
    static let amendments = [
        "conversion.duplicate-orders", "line.price", "line.total", "order.subtotal", "order.total",
    ]

    static let middle = "a batch with a range of costs is taken to cost the middle of it"
    static let harmless = "no rule and no figure rests on it"

    static let users = [
        Limitation(.users, "name", harmless),
        Limitation(.users, "role", harmless),
    ]

    static let clients = [
        Limitation(
            .clients, "pricing_profile_id",
            "no client is known to have a pricing profile, so all prices are checked against margins and costs",
            weakens: priceRules),
        Limitation(
            .clients, "custom_pricing_rules",
            "clients' own margins are unknown, so the category's margin, or the bare cost, is expected",
            weakens: priceRules),
        Limitation(.clients, "deleted_at", harmless),
    ]

    static let batches = [
        Limitation(
            .batches, "cogsMode", "every batch is taken to cost its unitCogs, also one with a range of costs",
            weakens: costRules + ["price.cost-fallback", "price.unverifiable"]),
        Limitation(
            .batches, "unitCogsMin", "the cost of a batch with a range of costs is unknown",
            weakens: costRules + ["price.cost-fallback", "price.unverifiable"]),
        Limitation(
            .batches, "unitCogsMax", "a batch with a range of costs is taken to cost its unitCogsMin",
            weakens: costRules),
        Limitation(
            .batches, "batchStatus", "a batch is known to be unsellable only when it is deleted",
            weakens: ["hold.unsellable"]),
        Limitation(
            .batches, "updatedAt",
            "whether a cost changed after a price was made is unknown, so a difference is never a mere notice for it",
            weakens: ["price.margin", "price.cost"]),
        Limitation(.batches, "deleted_at", "deleted batches look like others", weakens: ["hold.unsellable"]),
    ]

    static let pricing = [
        Limitation(
            .pricingDefaults, "updated_at",
            "whether a margin changed after a price was made is unknown, so a difference is never a mere notice for it",
            weakens: ["price.margin"]),
        Limitation(.channelSettings, nil, middle, weakens: costRules),
        Limitation(.channelSettings, "channel", middle, weakens: costRules),
        Limitation(.channelSettings, "default_basis", middle, weakens: costRules),
    ]

    static let sessions = [
        Limitation(.sessions, "title", harmless),
        Limitation(
            .sessions, "timeoutSeconds", "every session has the timeout of the setting session-timeout",
            weakens: idleRules),
        Limitation(
            .sessions, "expiresAt", "a session is known to be abandoned only by its last activity",
            weakens: idleRules),
        Limitation(
            .sessions, "lastActivityAt", "last activity is when the session or one of its items was last changed",
            weakens: idleRules),
        Limitation(
            .sessions, "deleted_at", "deleted sessions look like others",
            weakens: [
                "conversion.*", "line.*", "order.*", "price.*", "credit.*", "hold.*", "lifecycle.*", "integrity.*",
            ]),
    ]

    static let orders = [
        Limitation(.orders, "tax", "counted as 0.00", weakens: ["order.total"]),
        Limitation(.orders, "discount", "counted as 0.00", weakens: ["order.total"]),
        Limitation(.orders, "shipping", "counted as 0.00", weakens: ["order.total"]),
        Limitation(
            .orders, "cash_payment",
            "counted as 0.00, so an order paid in cash is taken to be owed, and to be open to amendment",
            weakens: exposureRules + amendments),
        Limitation(
            .orders, "liveSessionId", "orders are linked to sessions by their notes alone",
            weakens: ["conversion.*", "line.*", "order.*"]),
        Limitation(
            .orders, "origin", "an unlinked order that only its origin gives away is missed",
            weakens: ["conversion.unlinked"]),
        Limitation(
            .orders, "deleted_at", "deleted orders look like others",
            weakens: ["conversion.*", "line.*", "order.*", "price.*", "credit.*", "hold.*", "lifecycle.*"]),
    ]

    static let invoices = [
        Limitation(.invoices, nil, "receivables are 0.00", weakens: exposureRules),
        Limitation(.invoices, "id", "an unreadable invoice is listed without its id"),
        Limitation(
            .invoices, "customerId", "no invoice can be laid to a client, so receivables are 0.00",
            weakens: exposureRules),
        Limitation(.invoices, "amountDue", "receivables are 0.00", weakens: exposureRules),
        Limitation(
            .invoices, "status", "paid and void invoices count as receivables too", weakens: exposureRules),
        Limitation(
            .invoices, "deleted_at", "deleted invoices count as receivables too", weakens: exposureRules),
    ]

    static let cartItems = [
        Limitation(.cartItems, "addedByRole", harmless),
        Limitation(
            .cartItems, "itemStatus", "every item is taken to be meant for purchase",
            weakens: ["line.missing", "line.extra", "line.quantity", "line.price", "integrity.duplicate-item"]),
        Limitation(
            .cartItems, "negotiationStatus", "agreed prices are checked as if nobody had agreed on them",
            weakens: priceRules + ["price.below-cost"]),
        Limitation(
            .cartItems, "deleted_at", "items taken out of a cart count as live",
            weakens: ["conversion.*", "line.*", "price.*", "credit.*", "hold.*", "lifecycle.*", "integrity.*"]),
    ]
}
