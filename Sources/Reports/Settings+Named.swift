internal import FinancialMath
package import LiveShopping

extension Settings {
    /// Every setting by the name of its flag, in the order in which the definitions list them.
    package var named: [(name: String, value: String)] {
        [
            ("grace", grace.description),
            ("session-timeout", sessionTimeout.description),
            ("no-show", noShow.description),
            ("clock-skew", clockSkew.description),
            ("cart-limit", String(cartLimit)),
            ("price-tolerance", priceTolerance.formattedExactly),
            ("exposure-tolerance", exposureTolerance.formattedExactly),
            ("price-window", priceWindow.description),
            ("exposure-basis", exposureBasis.rawValue),
            ("fulfillment-aliases", fulfillmentAliases.description),
            ("time-zone", timeZone.description),
            ("max-rule-share", maxRuleShare.description),
        ]
    }

    /// The settings that a run's manifest names; nil when one is missing, or is no such value.
    package init?(named values: [String: String]) {
        func span(_ name: String) -> TimeSpan? { values[name].flatMap { TimeSpan($0) } }
        func amount(_ name: String) -> Money? { values[name].flatMap { Money(literal: $0) } }
        guard let grace = span("grace"), let sessionTimeout = span("session-timeout"), let noShow = span("no-show"),
            let clockSkew = span("clock-skew"), let priceWindow = span("price-window"),
            let cartLimit = values["cart-limit"].flatMap({ Int($0) }), let price = amount("price-tolerance"),
            let exposure = amount("exposure-tolerance"),
            // Runs of versions that did not know a setting yet do not name it.
            let timeZone = SiteTimeZone(values["time-zone"] ?? SiteTimeZone.utc.description),
            let basis = ExposureBasis(rawValue: values["exposure-basis"] ?? ExposureBasis.orders.rawValue),
            let aliases = FulfillmentAliases(values["fulfillment-aliases"] ?? FulfillmentAliases.none.description),
            let share = ShareLimit(values["max-rule-share"] ?? "100%")
        else { return nil }
        self.init()
        self.grace = grace
        self.sessionTimeout = sessionTimeout
        self.noShow = noShow
        self.clockSkew = clockSkew
        self.priceWindow = priceWindow
        self.cartLimit = cartLimit
        priceTolerance = price
        exposureTolerance = exposure
        self.timeZone = timeZone
        exposureBasis = basis
        fulfillmentAliases = aliases
        maxRuleShare = share
    }
}
