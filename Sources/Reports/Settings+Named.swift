internal import FinancialMath
internal import LiveShopping

extension Settings {
    /// Every setting by the name of its flag, in the order in which the definitions list them.
    var named: [(name: String, value: String)] {
        [
            ("grace", grace.description),
            ("session-timeout", sessionTimeout.description),
            ("no-show", noShow.description),
            ("clock-skew", clockSkew.description),
            ("cart-limit", String(cartLimit)),
            ("price-tolerance", priceTolerance.formattedExactly),
            ("exposure-tolerance", exposureTolerance.formattedExactly),
            ("price-window", priceWindow.description),
        ]
    }
}
