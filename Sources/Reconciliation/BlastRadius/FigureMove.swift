internal import FinancialMath
internal import LiveShopping

/// What other repairs of a run, where they were applied before, move a figure by that a repair puts right: an exposure or
/// a reservation, which sums up the rows that they change.
public struct FigureMove: Sendable, Hashable {
    /// A repair that was applied.
    public struct Applied: Sendable, Hashable {
        /// The finding that it is logged under.
        public let finding: FindingID
        /// The place of the alternative that was picked; nil for an automatic repair.
        public let alternative: Int?
    }

    /// Repairs of one part change the same rows, so that what they do together stands in a move of its own. The moves of
    /// different parts are added up.
    public let part: Int
    /// All that were applied of the part, by their findings' ids.
    public let applied: [Applied]
    /// The column of the figure.
    public let column: String
    /// Exactly, with all its places; nil where the repair is not to be made after these.
    public let difference: String?
}

extension [FigureMove] {
    /// Of an automatic repair that reserves more of a batch of which something has left: where others would make it release
    /// something, a person decides after the next run.
    func notReleasing(_ proposal: Proposal) -> Self {
        guard case .add(_, _, let base)? = proposal.alternatives.first?.changes.first else { return self }
        let steps = Dictionary(grouping: self, by: \.part).mapValues { moves in
            moves.compactMap { $0.difference.flatMap { Quantity(literal: $0) } }.min() ?? .zero
        }
        let least = steps.values.filter(\.isNegative).reduce(base) { $0 + $1 }
        guard least.isNegative else { return self }
        return map { move in
            let isRelease = move.difference.flatMap { Quantity(literal: $0) }?.isNegative ?? false
            guard isRelease else { return move }
            return FigureMove(part: move.part, applied: move.applied, column: move.column, difference: nil)
        }
    }
}

extension Proposal {
    /// It changes nothing unless other repairs move its figure: what it is about is right as it is.
    public var onlyFollows: Bool {
        repair == .automatic && alternatives.first?.changes.allSatisfy(\.addsNothing) == true
    }

    /// The changes of an automatic repair after others were applied.
    ///
    /// - Parameter applied: The others, automatic ones all of them, by the findings that they are logged under.
    public func changes(after applied: Set<FindingID>) -> [Change] {
        guard let changes = alternatives.first?.changes else { return [] }
        let moved = Dictionary(grouping: moves, by: \.part).values.compactMap { part in
            let made = Set(
                part.lazy.flatMap(\.applied).filter { $0.alternative == nil && applied.contains($0.finding) })
            return part.first { made == Set($0.applied) }
        }
        guard moved.allSatisfy({ $0.difference != nil }) else { return [] }
        return changes.map { change in
            moved.reduce(change) { $1.column == $0.column ? $0.moved(by: $1.difference ?? "0") : $0 }
        }
    }
}

private extension Change {
    var addsNothing: Bool {
        if case .add(_, _, let difference) = self { return difference.isZero }
        return false
    }

    var column: String? {
        switch self {
        case .set(_, let column, _, _), .add(_, let column, _): column
        case .delete, .insertLine: nil
        }
    }

    func moved(by difference: String) -> Change {
        guard let step = Quantity(literal: difference) else { return self }
        switch self {
        case .add(let row, let column, let difference):
            return .add(row, column: column, difference: difference + step)
        case .set(let row, let column, let from, .number(let text)):
            guard let to = Quantity(literal: text) else { return self }
            return .set(row, column: column, from: from, to: Cell(to + step))
        default: return self
        }
    }
}
