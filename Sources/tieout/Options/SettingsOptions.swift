public import ArgumentParser
import FinancialMath
public import LiveShopping

/// Every setting of the definitions as a flag.
struct SettingsOptions: ParsableArguments {
    @Option(help: .key(.grace))
    var grace: TimeSpan?

    @Option(help: .key(.sessionTimeout))
    var sessionTimeout: TimeSpan?

    @Option(help: .key(.noShow))
    var noShow: TimeSpan?

    @Option(help: .key(.clockSkew))
    var clockSkew: TimeSpan?

    @Option(help: .key(.cartLimit))
    var cartLimit: CartLimit?

    @Option(help: .key(.priceTolerance))
    var priceTolerance: Tolerance?

    @Option(help: .key(.exposureTolerance))
    var exposureTolerance: Tolerance?

    @Option(help: .key(.priceWindow))
    var priceWindow: TimeSpan?

    @Option(help: .key(.exposureBasis))
    var exposureBasis: ExposureBasis?

    @Option(help: .key(.fulfillmentAliases, valueName: "word=word,…"))
    var fulfillmentAliases: FulfillmentAliases?

    @Option(help: .key(.maxRuleShare, valueName: "share"))
    var maxRuleShare: ShareLimit?

    @Option(help: .key(.timeZone, valueName: "zone"))
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
                "\(FulfillmentAliases.noun), such as \(FulfillmentAliases.example)")
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

    /// What it is, and how it is written: for whoever wrote something else.
    static let noun =
        "a list of words and what each means, one of \(FulfillmentStatus.allCases.map(\.rawValue).joined(separator: ", "))"
    static let example = "PENDING=READY_FOR_PACKING,WAITING=DRAFT, or NONE"
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
