/// Why a repair was not made: the code that `tieout.sql` gives it, and what people are told.
package struct Reason: Sendable, Hashable, CustomStringConvertible {
    package let code: String
    private let isUndoing: Bool

    init(code: String, isUndoing: Bool) {
        self.code = code
        self.isUndoing = isUndoing
    }

    /// There is nothing left to do about it.
    package var isDoneBefore: Bool { ["done", "settled", "nothing"].contains(code) }

    /// The database has said why itself.
    package var isRefusal: Bool { code == "refused" }

    package var isUnpicked: Bool { code == "unpicked" }

    package var description: String {
        switch code {
        case "done": "already applied by this run"
        case "settled": "already as it should be"
        case "nothing": "nothing to take back"
        case "unpicked": "waits for a choice"
        case "busy": "in use by another transaction"
        case "hidden": "kept from this role by a policy of the database"
        case "unwritable": "a column or table that cannot be written here"
        case "moved": isUndoing ? "moved on since it was applied" : "moved on since the run read it"
        case "held": "other rows refer to it, or may, and would go or be changed with it"
        case "taken": "another repair of this run changes the same: to be made after the next run"
        case "unfit": "does not fit"
        case "refused": "refused by the database"
        case "unmade": "did not happen: a trigger, a rule or a policy left the row as it was"
        default: code
        }
    }
}
