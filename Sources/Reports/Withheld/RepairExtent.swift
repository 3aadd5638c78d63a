internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// How much would be repaired, and of how much.
struct RepairExtent {
    /// Rows that some alternative would change, delete or add.
    let rows: Int
    let sessions: Int
    let sessionsRead: Int
    let money: Money
    let moneyRead: Amount

    init(_ outcome: Outcome) {
        let proposals = outcome.proposals.filter { $0.repair != .manual }
        let changes = proposals.lazy.flatMap(\.alternatives).flatMap(\.changes)
        let touched = Set(changes.compactMap(\.row))
        rows = touched.count + changes.count { $0.row == nil }
        let settled = Set(proposals.flatMap { $0.findings.map(\.id) })
        let findings = outcome.findings.filter { $0.repair != .manual && settled.contains($0.id) }
        let changed = touched.filter { $0.table == .sessions }.map { SessionID($0.id) }
        sessions = Set(findings.compactMap(\.subject.session)).union(changed).count
        money = findings.reduce(.zero) { $0 + $1.impact }
        sessionsRead = outcome.totals.first { $0.table == .sessions }?.rows ?? 0
        let totals = outcome.totals.first { $0.table == .orders }?.amounts
            .first { $0.column == Order.Field.total.name }
        moneyRead = totals?.sums[.used]?.amount ?? .zero
    }
}

extension ShareLimit {
    func isExceeded(by part: Money, of whole: Amount) -> Bool { isExceeded(by: Amount(converting: part), of: whole) }
}
