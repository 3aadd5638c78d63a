internal import FinancialMath
internal import LiveShopping
public import Reconciliation

/// Why a run's repair scripts are put aside: they would repair so much that it is more likely that tieout is wrong.
///
/// A renamed column, another schema, a migration half done: each makes a whole table look wrong, and its repair would
/// do the damage. So beyond a share of the sessions or of the money the scripts go to `repairs/held/`, where nothing
/// applies them by default.
public struct RepairHold: Sendable, Hashable {
    /// What would be repaired, of what was read, and how much is usual; one sentence without its full stop.
    public let reason: String

    /// So few changed rows are never held.
    static let fewRows = 100
    package static let folder = "held"
    static let reasonFile = "REASON.txt"

    /// Nil when the repairs are no more than the share, or change few rows.
    ///
    /// Choices count as the automatic repairs do. The money that is repaired is the sum of the impacts of the findings
    /// that repairs settle; the money that was read is the sum of the totals of the orders that are not deleted.
    public init?(_ outcome: Outcome, limit: RepairShare) {
        let extent = RepairExtent(outcome)
        guard extent.rows > Self.fewRows else { return nil }
        var parts: [String] = []
        if limit.isExceeded(by: extent.sessions, of: extent.sessionsRead) {
            parts.append("touch \(extent.sessions) of the \(extent.sessionsRead) sessions that were read")
        }
        if limit.isExceeded(by: Amount(converting: extent.money), of: extent.moneyRead) {
            parts.append(
                "move \(extent.money.formatted) where all orders that were read come to \(extent.moneyRead.formatted)")
        }
        guard !parts.isEmpty else { return nil }
        reason = """
            the repairs of this run would change \(extent.rows) rows and \(parts.joined(separator: ", and ")), which is \
            more than \(limit) (max-repair-ratio)
            """
    }
}

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

private extension Change {
    /// The row that it changes or deletes; nil when it adds one.
    var row: RowReference? {
        switch self {
        case .set(let row, _, _, _), .add(let row, _, _), .delete(let row): row
        case .insertLine: nil
        }
    }
}

extension RepairHold {
    /// The reason as a sentence, and what to make of it.
    var text: String {
        """
        HELD: \(reason).
        When so much is wrong at once, it is more often what was read that is wrong: a column or table remapped to
        another, another schema, a migration half done, a restored backup. Look at that first, and at a few of the
        findings by hand. If it is right after all, run tieout again with --max-repair-ratio 100%, or apply a script
        from repairs/held with psql -v held=1 -v apply=1.
        """
    }

    /// Ends a script that is told to apply, and not told to do so although it is held.
    var barrier: String {
        let message = "held: \(reason); nothing was changed"
        let hint = "See README.txt. To apply it all the same: psql -v held=1 -v apply=1 ..."
        let body = """
            BEGIN
                RAISE EXCEPTION USING MESSAGE = \(SQLText.literal(message)), HINT = \(SQLText.literal(hint));
            END
            """
        return """
            \\set ON_ERROR_STOP on
            \\if :{?apply}
            \\else
            \\set apply 0
            \\endif
            \\if :{?held}
            \\else
            \\set held 0
            \\endif
            SELECT :'apply' IN ('1', 'true') AND NOT :'held' IN ('1', 'true') AS tieout_held \\gset
            \\if :tieout_held
            DO \(SQLText.dollarQuoted(body));
            \\endif

            """
    }
}

extension RepairHold? {
    /// Where the scripts are below `repairs/`: nothing, or the folder with its slash.
    var folder: String { self == nil ? "" : "\(RepairHold.folder)/" }

    /// What psql must be told for a script to apply what it says.
    var switches: String { self == nil ? "-v apply=1" : "-v held=1 -v apply=1" }
}
