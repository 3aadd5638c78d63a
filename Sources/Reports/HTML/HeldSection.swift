internal import Reconciliation

/// What the front page says when the repair scripts are put aside.
struct HeldSection {
    /// One sentence without its full stop, in the middle of a sentence.
    let reason: String
}

extension HeldSection {
    init(_ hold: RepairHold) {
        reason = hold.reason
    }
}
