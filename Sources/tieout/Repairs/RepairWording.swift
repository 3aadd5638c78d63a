/// The words by which applying and taking back differ.
struct RepairWording {
    let verb: String
    /// At the head of the question.
    let order: String
    let direction: String
    let doing: String
    let done: String
    let toBeDone: String
    let before: String
    let listOfChanges: String
    let isApplying: Bool

    static let apply = RepairWording(
        verb: "apply", order: "Apply", direction: "to", doing: "Applying", done: "applied", toBeDone: "to apply",
        before: "done before", listOfChanges: "changed", isApplying: true)

    static let undo = RepairWording(
        verb: "undo", order: "Take back", direction: "in", doing: "Taking back", done: "undone", toBeDone: "to undo",
        before: "nothing to undo", listOfChanges: "put back", isApplying: false)
}
