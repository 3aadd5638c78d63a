internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension Outcome {
    /// What an amount may come to that can be true: a thousand times everything sold, and a thousand million where little was
    /// sold; nil when nothing was.
    ///
    /// Sold is what orders or their lines come to, whichever is less: one absurd row is not in both.
    var mostBelievable: Amount? {
        let sums = [(Table.orders, Order.Field.total.name), (.orderLines, OrderLine.Field.lineTotal.name)].map {
            table, column in
            totals.first { $0.table == table }?.amounts.first { $0.column == column }?.sums[.used]?.amount ?? .zero
        }
        guard let sold = sums.min(), sold.isPositive else { return nil }
        return max(sold, Amount(1_000_000)).multiplied(by: 1_000)
    }
}

extension Finding {
    /// The money behind it is no more than a limit, where there is one.
    func isBelievable(_ limit: Amount?) -> Bool { impact.isBelievable(limit) }

    /// The money behind it where that can be true; else none.
    func believed(_ limit: Amount?) -> Money { impact.believed(limit) }
}

extension Money {
    func isBelievable(_ limit: Amount?) -> Bool { limit.map { Amount(converting: self) <= $0 } ?? true }
    func believed(_ limit: Amount?) -> Money { isBelievable(limit) ? self : .zero }
}

extension Notices {
    /// Names the amounts that cannot be true; nil when there are none.
    static func impossible(_ findings: [Finding], _ limit: Amount?) -> String? {
        let found = findings.filter { !$0.isBelievable(limit) }.largest(.max)
        guard let first = found.first else { return nil }
        let more = found.count > 1 ? ", and \((found.count - 1).counted) more" : ""
        return "\(Words.counted(found.count, "amount")) that cannot be true: \(first.impact.figure) of \(first.rule), "
            + "\(first.key.words)\(more). More than a thousand times everything sold, and so in none of the sums."
    }
}
