internal import FinancialMath
internal import LiveShopping

/// One guarded change of an order: its lines first, then the subtotal, then the total.
///
/// All the automatic repairs of an order are one amendment, so that its figures agree with each other afterwards.
struct Amendment {
    private let order: CaseOrder
    /// What becomes of lines, and of no others.
    private var edits: [OrderLineID: LineEdit] = [:]
    private var added: [NewLine] = []

    struct NewLine {
        let batch: BatchID
        let isSample: Bool
        let quantity: Quantity
        let unitPrice: Money

        var lineTotal: Money { isSample ? .zero : (unitPrice * quantity).roundedToMoney }
    }

    init(of order: CaseOrder) {
        self.order = order
    }

    /// Sets a line's price, and its total to quantity × price.
    mutating func setPrice(_ price: Money, of line: OrderLine) {
        edit(line) {
            $0.unitPrice = price
            $0.recompute()
        }
    }

    /// Sets a line's quantity, and its total to quantity × price.
    mutating func setQuantity(_ quantity: Quantity, of line: OrderLine) {
        edit(line) {
            $0.quantity = quantity
            $0.recompute()
        }
    }

    /// Sets a line's total to quantity × price, as far as they are known by now.
    mutating func recompute(_ line: OrderLine) { edit(line) { $0.recompute() } }

    mutating func setLineTotal(_ total: Money, of line: OrderLine) { edit(line) { $0.lineTotal = total } }

    mutating func remove(_ line: OrderLine) { edit(line) { $0.isRemoved = true } }

    private mutating func edit(_ line: OrderLine, _ change: (inout LineEdit) -> Void) {
        change(&edits[line.id, default: LineEdit(line: line)])
    }

    mutating func add(_ line: NewLine) { added.append(line) }

    /// The cells that change, with those that are right already because of it: what another repair set there would be wrong. Nil
    /// when the order's amounts are no numbers, or nothing changes.
    var changes: [Change]? {
        guard let (subtotal, total) = sums else { return nil }
        let newSubtotal = newLineTotals
        let newTotal = order.order.total(subtotal: newSubtotal)
        var changes = lineChanges
        let row = RowReference.order(order.order.id)
        if newSubtotal != subtotal || !changes.isEmpty {
            changes.append(
                .set(row, column: Order.Field.subtotal.name, from: Cell(order.order.subtotal), to: Cell(newSubtotal)))
        }
        if newTotal != total || !changes.isEmpty {
            changes.append(.set(row, column: Order.Field.total.name, from: Cell(order.order.total), to: Cell(newTotal)))
        }
        return changes.contains(where: \.isChange) ? changes : nil
    }

    /// Subtotal and total as they were read; nil when the order's amounts are no numbers.
    private var sums: (subtotal: Money, total: Money)? {
        guard let subtotal = order.order.subtotal.value, let total = order.order.total.value,
            order.order.hasReadableAmounts
        else { return nil }
        return (subtotal, total)
    }

    private var lineChanges: [Change] {
        edits.values.sorted { $0.line.id < $1.line.id }.flatMap(\.changes) + added.map(insertion)
    }

    /// Σ line_total as it will be.
    var newLineTotals: Money {
        edits.values.reduce(order.lineTotals) { $0 - $1.oldTotal + $1.newTotal }
            + added.reduce(.zero) { $0 + $1.lineTotal }
    }

    private func insertion(_ line: NewLine) -> Change {
        .insertLine(
            order: order.order.id, batch: line.batch, quantity: line.quantity, unitPrice: line.unitPrice,
            lineTotal: line.lineTotal, isSample: line.isSample)
    }
}

/// What becomes of one line.
private struct LineEdit {
    let line: OrderLine
    var unitPrice: Money?
    var quantity: Quantity?
    var lineTotal: Money?
    var isRemoved = false

    /// The total becomes quantity × price, as far as they are known by now.
    mutating func recompute() {
        guard let quantity = quantity ?? line.quantity.value, let price = unitPrice ?? line.unitPrice.value else {
            return
        }
        lineTotal = (price * quantity).roundedToMoney
    }

    /// What the line is to its order's sum, which unreadable lines are not in.
    var oldTotal: Money { line.isReadable ? line.lineTotal.value ?? .zero : .zero }

    var newTotal: Money { line.isReadable && !isRemoved ? lineTotal ?? oldTotal : .zero }

    var changes: [Change] {
        let row = RowReference.line(line.id)
        if isRemoved { return [.delete(row)] }
        var changes: [Change] = []
        if let quantity {
            changes.append(
                .set(row, column: OrderLine.Field.quantity.name, from: Cell(line.quantity), to: Cell(quantity)))
        }
        if let unitPrice {
            changes.append(
                .set(row, column: OrderLine.Field.unitPrice.name, from: Cell(line.unitPrice), to: Cell(unitPrice)))
        }
        if let lineTotal {
            changes.append(
                .set(row, column: OrderLine.Field.lineTotal.name, from: Cell(line.lineTotal), to: Cell(lineTotal)))
        }
        return changes
    }
}

/// What one finding asks of the amendment of its order.
struct AmendmentStep: Sendable {
    let order: CaseOrder
    let step: Step
    /// Whether the step rests on the cart besides the order and its lines.
    var restsOnCart = false

    enum Step: Sendable {
        /// The lines get this price, and totals to match.
        case setPrice(Money, of: [OrderLine])
        /// The line's total becomes quantity × price.
        case recompute(OrderLine)
        /// Subtotal and total follow the lines, as they do in every amendment.
        case addUp
    }
}

extension Amendment {
    /// One proposal an order, for all that is asked of its amendment together. An order that is cancelled as a copy is
    /// not amended.
    static func proposals(of rulings: [Ruling], _ file: CaseFile) -> [Proposal] {
        let cancelled = file.hasCopies ? Set(file.orders.dropFirst().map(\.order.id)) : []
        return file.orders.filter { !cancelled.contains($0.order.id) }.compactMap { order in
            let asked = rulings.compactMap { ruling -> (Finding, AmendmentStep)? in
                guard case .amendment(let step) = ruling.repair, step.order.order.id == order.order.id else {
                    return nil
                }
                return (ruling.finding, step)
            }
            return proposal(for: asked, order, file)
        }
    }

    private static func proposal(
        for asked: [(finding: Finding, step: AmendmentStep)], _ order: CaseOrder, _ file: CaseFile
    ) -> Proposal? {
        guard let first = asked.first else { return nil }
        var amendment = Amendment(of: order)
        // The prices first: a line that is recomputed as well is recomputed with its new price.
        for case .setPrice(let price, let lines) in asked.map(\.step.step) {
            lines.forEach { amendment.setPrice(price, of: $0) }
        }
        for case .recompute(let line) in asked.map(\.step.step) { amendment.recompute(line) }
        guard let changes = amendment.changes else { return nil }
        let restsOnCart = asked.contains { $0.step.restsOnCart }
        return Proposal(
            findings: asked.map { .init($0.finding) }, repair: first.finding.repair,
            alternatives: [.init(title: "Amend \(order.order.name)", changes: changes)],
            grounds: restsOnCart ? file.evidence.order(order, withCartOf: file) : file.evidence.order(order))
    }

    /// An amendment as one alternative of a choice; nil when the order's amounts are no numbers, or nothing changes.
    func alternative(_ title: String, _ consequence: String = "") -> Proposal.Alternative? {
        guard let changes = addingChanges ?? changes, changes.contains(where: \.isChange) else { return nil }
        let before = order.order.total.formatted
        let after = order.order.total(subtotal: newLineTotals).formatted
        let sentences = [
            consequence, order.isAmendable ? "" : "See first that the order was not billed, paid or packed yet.",
            before == after ? "" : "The order's total goes from \(before) to \(after).",
        ]
        return .init(
            title: title, consequence: sentences.filter { !$0.isEmpty }.joined(separator: " "), changes: changes)
    }

    /// The changes with what they do to the lines added to the order's sums, so that several choices of one order can be made, in
    /// any order; nil where sums and lines did not agree before, of which only one choice can be made before the next run.
    private var addingChanges: [Change]? {
        guard let (subtotal, total) = sums, subtotal == order.lineTotals,
            total == order.order.total(subtotal: subtotal)
        else { return nil }
        let step = newLineTotals - subtotal
        let sums = [Order.Field.subtotal, .total].map {
            Change.add(.order(order.order.id), column: $0.name, difference: Quantity(converting: step))
        }
        return lineChanges + (step.isZero ? [] : sums)
    }
}
