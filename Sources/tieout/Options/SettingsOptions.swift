public import ArgumentParser
import FinancialMath
public import LiveShopping

/// Every setting of the definitions as a flag.
struct SettingsOptions: ParsableArguments {
    static let keys = [
        "grace", "session-timeout", "no-show", "clock-skew", "cart-limit", "price-tolerance", "exposure-tolerance",
        "price-window", "exposure-basis", "fulfillment-aliases", "time-zone", "max-rule-share",
    ]

    @Option(help: "An order younger than this on a session that is not CONVERTED is a conversion in flight (15m).")
    var grace: TimeSpan?

    @Option(help: "The timeout of sessions that carry none (120m).")
    var sessionTimeout: TimeSpan?

    @Option(help: "How long after its schedule a session that never started is a no-show (24h).")
    var noShow: TimeSpan?

    @Option(help: "Timestamps later than T plus this are in the future (5m).")
    var clockSkew: TimeSpan?

    @Option(help: "Live items in a cart; more are too many (200).")
    var cartLimit: CartLimit?

    @Option(help: "Prices that differ by more than this are reported (0.00).")
    var priceTolerance: Tolerance?

    @Option(help: "Exposures that differ by more than this are reported (0.00).")
    var exposureTolerance: Tolerance?

    @Option(help: "Price rules look at items changed within this before T; 0 is all (35d).")
    var priceWindow: TimeSpan?

    @Option(
        help: """
            What stored exposures should equal: orders (invoices and open orders), invoices (these alone) or auto (the \
            one by which fewer clients are wrong) (auto).
            """)
    var exposureBasis: ExposureBasis?

    @Option(
        help: ArgumentHelp(
            "Older words for fulfillmentStatus and what they mean today; NONE is none (PENDING=READY_FOR_PACKING).",
            valueName: "word=word,…"))
    var fulfillmentAliases: FulfillmentAliases?

    @Option(
        help: ArgumentHelp(
            "A rule that fires on more than this share of what it judged is doubted; 100% is never (20%).",
            valueName: "share"))
    var maxRuleShare: ShareLimit?

    @Option(
        help: ArgumentHelp(
            "The zone of timestamps without one: an IANA name, or ±hh:mm east of Greenwich (UTC).", valueName: "zone"))
    var timeZone: SiteTimeZone?

    /// The flags over the file over the defaults.
    func settings(_ file: ConfigurationFile) throws -> Settings {
        let duration = "a duration such as 90s, 15m, 36h, 35d or 0"
        let amount = "an amount such as 0.05, not below zero"
        func span(_ flag: TimeSpan?, _ key: String, _ fallback: TimeSpan) throws -> TimeSpan {
            try flag ?? file.value(key, TimeSpan.init, duration) ?? fallback
        }
        func tolerance(_ flag: Tolerance?, _ key: String, _ fallback: Money) throws -> Money {
            try flag?.amount ?? file.value(key, Tolerance.init(argument:), amount)?.amount ?? fallback
        }
        var settings = Settings()
        settings.grace = try span(grace, "grace", settings.grace)
        settings.sessionTimeout = try span(sessionTimeout, "session-timeout", settings.sessionTimeout)
        settings.noShow = try span(noShow, "no-show", settings.noShow)
        settings.clockSkew = try span(clockSkew, "clock-skew", settings.clockSkew)
        settings.priceWindow = try span(priceWindow, "price-window", settings.priceWindow)
        settings.cartLimit =
            try cartLimit?.count ?? file.value("cart-limit", CartLimit.init(argument:), "a number of items")?.count
            ?? settings.cartLimit
        settings.priceTolerance = try tolerance(priceTolerance, "price-tolerance", settings.priceTolerance)
        settings.exposureTolerance = try tolerance(
            exposureTolerance, "exposure-tolerance", settings.exposureTolerance)
        settings.exposureBasis =
            try exposureBasis
            ?? file.value("exposure-basis", ExposureBasis.init(rawValue:), "orders, invoices or auto")
            ?? settings.exposureBasis
        settings.fulfillmentAliases =
            try fulfillmentAliases
            ?? file.value(
                "fulfillment-aliases", { FulfillmentAliases($0) },
                "words and what they mean, such as PENDING=READY_FOR_PACKING, or NONE")
            ?? settings.fulfillmentAliases
        settings.maxRuleShare =
            try maxRuleShare ?? file.value("max-rule-share", { ShareLimit($0) }, "a share such as 20% or 0.2")
            ?? settings.maxRuleShare
        settings.timeZone = try timeZone(file)
        return settings
    }

    /// The zone by itself, for who reads rows before anything is set.
    func timeZone(_ file: ConfigurationFile) throws -> SiteTimeZone {
        let zone = "a zone by its IANA name, such as Europe/Berlin, or an offset such as +02:00"
        return try timeZone ?? file.value("time-zone", { SiteTimeZone($0) }, zone) ?? .utc
    }
}

/// A number of items, not below zero.
struct CartLimit: ExpressibleByArgument {
    let count: Int

    init?(argument: String) {
        guard let count = Int(argument), count >= 0 else { return nil }
        self.count = count
    }
}

/// An amount of money, not below zero.
struct Tolerance: ExpressibleByArgument {
    let amount: Money

    init?(argument: String) {
        guard let amount = Money(literal: argument), !amount.isNegative else { return nil }
        self.amount = amount
    }
}

extension TimeSpan: ExpressibleByArgument {}
extension ExposureBasis: ExpressibleByArgument {}

extension FulfillmentAliases: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension ShareLimit: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension SiteTimeZone: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Timestamp: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(iso8601: argument)
    }
}
