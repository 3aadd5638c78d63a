package import FinancialMath
internal import Reconciliation

/// What one script did, or in a dry run would have done.
package struct ScriptResult: Sendable, Hashable {
    /// The rule, which is the script's name.
    package let rule: String
    /// From the run's folder on.
    package let path: String
    package let isEdited: Bool
    package let picks: [ScriptFile.Pick]
    package var repairs: [Repair] = []
    /// Each cell that is changed, as the script lists it.
    package var changes: [CellChange] = []

    /// A repair and what became of it.
    package struct Repair: Sendable, Hashable {
        /// The finding that it is logged under.
        package let finding: String
        package let rule: String
        package let impact: Money
        /// Why it was skipped; nil when it was done.
        package let skipped: Reason?
        package var details: [Moved] = []
    }

    /// A value that is not what the repair rests on.
    package struct Moved: Sendable, Hashable, Encodable {
        package let table: String
        package let row: String
        package let column: String
        package let expected: String?
        package let found: String?
    }

    package struct CellChange: Sendable, Hashable, Encodable {
        package let finding: String
        package let rule: String
        package let table: String
        /// The row's key, or `new`.
        package let row: String
        package let column: String
        package let from: String?
        package let to: String?
    }

    package init(_ script: ScriptFile) {
        rule = script.rule.description
        path = script.path
        isEdited = script.state == .altered
        picks = script.picks
    }

    package var done: [Repair] { repairs.filter { $0.skipped == nil } }
    package var doneBefore: [Repair] { repairs.filter { $0.skipped?.isDoneBefore ?? false } }
    package var unpicked: [Repair] { repairs.filter { $0.skipped?.isUnpicked ?? false } }
    /// What was asked for and not done.
    package var passedOver: [Repair] {
        repairs.filter { $0.skipped.map { !$0.isDoneBefore && !$0.isUnpicked } ?? false }
    }

    package var impact: Money { done.reduce(.zero) { $0 + $1.impact } }
}
