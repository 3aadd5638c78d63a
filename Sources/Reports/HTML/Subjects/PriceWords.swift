internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// How a price comes about, in words and figures.
struct PriceWords {
    /// What the hierarchy looked at, one step after another.
    let steps: [String]
    /// What was charged beside it.
    let conclusion: String
    /// The charge is another than the price that was derived.
    let differs: Bool

    init(_ price: ItemPrice) {
        switch price {
        case .notDerived(let reason): self.init(steps: [], conclusion: reason.words, differs: false)
        case .derived(let steps): self.init(steps)
        }
    }

    private init(steps: [String], conclusion: String, differs: Bool) {
        self.steps = steps
        self.conclusion = conclusion
        self.differs = differs
    }

    private init(_ price: PriceSteps) {
        self.init(
            steps: price.steps, conclusion: price.conclusion,
            differs: price.result.difference.map { !$0.isZero } ?? false
                && price.result.actual != price.derivation.expectedOtherwise)
    }
}

private extension PriceSteps {
    var steps: [String] {
        switch derivation.source {
        case .override: [overrideStep]
        case .negotiated: [overriddenStep, agreementStep]
        case .margin, .cost, .unverifiable:
            [overrideStep, "No agreement on a price.", marginStep, costStep, outcomeStep]
        }
    }

    var overrideStep: String {
        guard let override else { return "No override for this product in the session." }
        guard let price = override.price.value else {
            return
                "Override \(override.id) holds \(override.price.figure), which is not a price, and is ignored."
        }
        let rounded = price.rounded(places: 2)
        let figure =
            price == rounded ? price.figure : "\(price.exactFigure), which is \(rounded.figure)"
        return "Override \(override.id) says \(figure), and comes before everything else."
    }

    /// Of an override that an agreement came after.
    var overriddenStep: String {
        guard let override, override.price.value != nil else { return overrideStep }
        return "Override \(override.id) says \(override.price.exactFigure); the agreement came later, and counts."
    }

    var agreementStep: String {
        guard let agreed = derivation.expected else {
            return "Host and client have agreed, and nobody wrote down on what: the price is taken as it is."
        }
        return "Host and client have agreed on \(agreed.figure)."
    }

    var marginStep: String {
        let own = category.map { "category \($0)" } ?? "the unknown product's category"
        guard let margin = derivation.margin else {
            return "No margin: neither the client nor \(own) nor OTHER nor DEFAULT has one."
        }
        guard case .margin(let origin) = derivation.source else { return "Margin \(margin.exactFigure) %." }
        switch origin {
        case .client: return "Margin \(margin.exactFigure) %, the client's own."
        case .pricingDefault(let found):
            let why = found == category ? "" : ", because \(own) has none"
            return "Margin \(margin.exactFigure) % of category \(found)\(why)."
        }
    }

    var costStep: String {
        guard let cost = derivation.cost else { return "The batch's cost is not known." }
        guard case .range(let low, let high, let basis) = costing else {
            return "Cost \(cost.exactFigure)\(baseCost(of: cost))."
        }
        guard let high else {
            return "Cost \(cost.exactFigure)\(baseCost(of: cost)): a range that begins there and has no upper end."
        }
        return
            "Cost \(cost.exactFigure)\(baseCost(of: cost)): the \(basis.words) of the range "
            + "\(low.exactFigure) to \(high.exactFigure)."
    }

    /// `, to cents 10.01 or 10.00`, where that is not the cost itself.
    func baseCost(of cost: Cost) -> String {
        guard let base = derivation.baseCost, Cost(converting: base.amount) != cost else { return "" }
        return ", to cents \(base.amount.figure)" + (base.neighbour.map { " or \($0.figure)" } ?? "")
    }

    var outcomeStep: String {
        switch derivation.source {
        case .unverifiable(let reason): return reason.words
        case .override, .negotiated: return ""
        case .cost:
            return "Without a margin the price is the cost: \(derivation.expected?.figure ?? "")\(otherwise)."
        case .margin:
            guard let cost = derivation.baseCost.map({ Cost(converting: $0.amount) }), let margin = derivation.margin
            else { return "" }
            let quotient = Quotient.words(cost, margin).map { " = \($0)" } ?? ""
            return
                "\(cost.exactFigure) ÷ (1 − \(margin.exactFigure) ÷ 100)\(quotient) → "
                + "\(derivation.expected?.figure ?? "")\(otherwise)."
        }
    }

    /// The price from the other cent beside a midpoint, which is as right.
    var otherwise: String { derivation.expectedOtherwise.map { ", or \($0.figure)" } ?? "" }

    var conclusion: String {
        let charged = "Charged \(result.actual.exactFigure)"
        guard let expected = result.expected, let difference = result.difference else {
            return derivation.source == .negotiated
                ? "\(charged), as agreed." : "\(charged); nothing to compare it with."
        }
        guard !difference.isZero, result.actual != derivation.expectedOtherwise else {
            return "\(charged), as it should be."
        }
        return
            "Expected \(expected.figure); charged \(result.actual.exactFigure): \(difference.signed) each, × "
            + "\(result.quantity.exactFigure) = \(result.extendedDifference?.signed ?? "")."
    }
}

/// The digits of cost ÷ (1 − margin ÷ 100) before it is rounded.
private enum Quotient {
    /// As many places as tell how it rounds.
    private static let places = 5

    static func words(_ cost: Cost, _ margin: Percentage) -> String? {
        let share = Percentage(100) - margin
        guard
            let digits = try? ReferenceMath.divide(
                cost.multiplied(by: 100).formattedExactly, share.formattedExactly),
            !digits.contains("e")
        else { return nil }
        guard let point = digits.firstIndex(of: "."), digits[point...].count > places + 1 else {
            return "\(Prose.figureMark)\(digits)"
        }
        return "\(Prose.figureMark)\(digits[...digits.index(point, offsetBy: places)])…"
    }
}

private extension CostBasis {
    var words: String {
        switch self {
        case .low: "lower end"
        case .mid: "middle"
        case .high: "upper end"
        }
    }
}

private extension PriceSource.Unverifiable {
    var words: String {
        switch self {
        case .pricingProfile: "The client has a pricing profile, which is not in this database: nothing to compare."
        case .pricingRules: "The client has pricing rules that another program computes by: nothing to compare."
        case .noCost: "Without a cost there is nothing to compare."
        case .marginTooHigh: "A margin of 100 % or more gives no price: nothing to compare."
        }
    }
}

private extension ItemPrice.Reason {
    var words: String {
        switch self {
        case .deleted: "Deleted: no price is derived."
        case .sample: "A sample: it is not billed."
        case .unreadable: "Quantity or price is not a number: no price is derived."
        case .unknownBatch: "Its batch does not exist or cannot be read: no price is derived."
        case .sessionNotPriced: "Prices of a session in this state are not looked at."
        case .beforeWindow: "Last changed before the price window: cost and margin have moved on since."
        }
    }
}
