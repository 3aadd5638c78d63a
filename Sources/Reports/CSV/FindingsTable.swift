internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension CSVTable<Finding> {
    /// findings.csv: every finding.
    static let findings = CSVTable(
        fileName: "findings.csv",
        columns: [
            .text("finding_id") { $0.id.description },
            .text("rule") { $0.rule.description },
            .text("severity") { $0.severity.rawValue },
            .text("key") { $0.key.description },
            .integer("session_id") { $0.subject.session?.rawValue },
            .text("room_code") { $0.subject.roomCode },
            .integer("order_id") { $0.subject.order?.rawValue },
            .integer("client_id") { $0.subject.client?.rawValue },
            .integer("batch_id") { $0.subject.batch?.rawValue },
            .integer("item_id") { $0.subject.item?.rawValue },
            .text("expected") { $0.expected },
            .text("actual") { $0.actual },
            .exact("impact") { $0.impact },
            .text("repair") { $0.repair.rawValue },
            .text("explanation") { Sentence.plain($0.explanation) },
        ])
}
