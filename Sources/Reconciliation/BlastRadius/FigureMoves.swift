internal import FinancialMath
internal import LiveShopping

/// Finds what each repair moves the exposures and reservations by that the last scripts of a run put right.
struct FigureMoves {
    private(set) var exposures: [ClientID: [FigureMove]] = [:]
    private(set) var reservations: [BatchID: [FigureMove]] = [:]
    private let stakes: RepairStakes
    private let basis: ExposureBasis

    /// More combinations than these of repairs that change the same rows are not looked at: where one of them is applied,
    /// the figure is left to the next run.
    private static let mostCombinations = 64

    init(_ proposals: [Proposal], in stakes: RepairStakes, basis: ExposureBasis) {
        self.stakes = stakes
        self.basis = basis
        let moving = proposals.filter { $0.repair != .manual && Self.comesBefore($0) && !$0.alternatives.isEmpty }
        for (number, part) in parts(of: Catalogue.inRepairOrder(moving)).enumerated() {
            add(part, number: number + 1)
        }
    }

    /// What is moved of the figures that a proposal of the last stages puts right.
    func moves(of proposal: Proposal) -> [FigureMove] {
        guard let row = proposal.alternatives.first?.changes.first?.row, !Self.comesBefore(proposal) else { return [] }
        switch row.table {
        case .clientCreditLimits: return exposures[ClientID(row.id)] ?? []
        case .batches: return reservations[BatchID(row.id)] ?? []
        default: return []
        }
    }

    private static func comesBefore(_ proposal: Proposal) -> Bool {
        let stage = proposal.findings.first.flatMap { Catalogue.description(of: $0.rule) }?.repairStage
        return stage.map { $0 < .reservations } ?? false
    }
}

private extension FigureMoves {
    /// A way in which some repairs of a part are applied.
    struct Combination {
        var applied: [FigureMove.Applied] = []
        var changes: [[Change]] = []
    }

    /// What changes move the stored figures away from what they should be.
    struct Drift {
        var exposures: [ClientID: Money] = [:]
        var reservations: [BatchID: Quantity] = [:]
    }

    /// Repairs that change the same orders or invoices are one part, for what they move is not the sum of what each does.
    func parts(of proposals: [Proposal]) -> [[Proposal]] {
        var partOfRow: [RowReference: Int] = [:]
        var parts: [[Int]] = []
        for (index, proposal) in proposals.enumerated() {
            let rows = rows(of: proposal)
            let known = Set(rows.compactMap { partOfRow[$0] }).sorted()
            let part = known.first ?? parts.count
            if part == parts.count { parts.append([]) }
            for other in known.dropFirst() {
                parts[part] += parts[other]
                parts[other] = []
            }
            if !known.dropFirst().isEmpty {
                for (row, old) in partOfRow where known.contains(old) { partOfRow[row] = part }
            }
            parts[part].append(index)
            for row in rows { partOfRow[row] = part }
        }
        return parts.filter { !$0.isEmpty }.map { $0.sorted().map { proposals[$0] } }
    }

    /// The orders and invoices that a proposal changes, or of which it changes lines.
    func rows(of proposal: Proposal) -> Set<RowReference> {
        Set(
            proposal.offered.lazy.flatMap(\.changes).compactMap { change in
                if case .insertLine(let order, _, _, _, _, _) = change { return .order(order) }
                guard let row = change.row else { return nil }
                switch row.table {
                case .orders, .invoices: return row
                case .orderLines: return stakes.orderOfLine[OrderLineID(row.id)].map(RowReference.order)
                default: return nil
                }
            })
    }

    mutating func add(_ part: [Proposal], number: Int) {
        let ways = combinations(of: part).compactMap { way in drift(of: way).map { (way.applied, $0) } }
        let clients = Set(ways.flatMap { $0.1.exposures.filter { !$0.value.isZero }.keys })
        let batches = Set(ways.flatMap { $0.1.reservations.filter { !$0.value.isZero }.keys })
        for (applied, drift) in ways where !clients.isEmpty || !batches.isEmpty {
            let applied = applied.sorted { $0.finding.number < $1.finding.number }
            for client in clients {
                exposures[client, default: []].append(
                    FigureMove(
                        part: number, applied: applied, column: CreditLimit.Field.storedExposure.name,
                        difference: (drift.exposures[client] ?? .zero).formattedExactly))
            }
            for batch in batches {
                reservations[batch, default: []].append(
                    FigureMove(
                        part: number, applied: applied, column: Batch.Field.reserved.name,
                        difference: (drift.reservations[batch] ?? .zero).formattedExactly))
            }
        }
    }

    /// Every way to apply some repairs of a part; where there are too many, each repair by itself.
    func combinations(of part: [Proposal]) -> [Combination] {
        let ways = part.reduce(1) { min(Self.mostCombinations + 1, $0 * ($1.offered.count + 1)) }
        guard ways <= Self.mostCombinations else { return part.flatMap { combinations(of: [$0]) } }
        var all = [Combination()]
        for proposal in part {
            all += all.flatMap { before in
                proposal.offered.enumerated().map { index, alternative in
                    let place = proposal.repair == .automatic ? nil : index
                    return Combination(
                        applied: before.applied + [.init(finding: proposal.findings[0].id, alternative: place)],
                        changes: before.changes + [alternative.changes])
                }
            }
        }
        return Array(all.dropFirst())
    }

    /// Nil where it matters which of the repairs is applied first.
    func drift(of way: Combination) -> Drift? {
        let drift = drift(of: Array(way.changes.joined()))
        guard way.changes.count > 1 else { return drift }
        let back = self.drift(of: Array(way.changes.reversed().joined()))
        return back.exposures == drift.exposures && back.reservations == drift.reservations ? drift : nil
    }

    func drift(of changes: [Change]) -> Drift {
        let weighing = Weighing(EditedRows(changes), stakes)
        var drift = Drift()
        for client in weighing.before.clients.union(weighing.after.clients) where stakes.clients[client] != nil {
            let orders = basis == .invoices ? .zero : weighing.difference(\.openOrders, client)
            drift.exposures[client] = orders + weighing.difference(\.receivables, client)
        }
        let added = weighing.edits.additions
        for batch in weighing.before.batches.union(weighing.after.batches).union(added.keys)
        where stakes.batches[batch] != nil {
            let stored = (added[batch] ?? []).filter { $0.column == Batch.Field.reserved.name }
            drift.reservations[batch] =
                weighing.difference(\.reserved, batch) - stored.reduce(.zero) { $0 + $1.difference }
        }
        return drift
    }
}

extension Change {
    /// The row that it changes or deletes; nil when it adds one.
    package var row: RowReference? {
        switch self {
        case .set(let row, _, _, _), .add(let row, _, _), .delete(let row): row
        case .insertLine: nil
        }
    }
}

private extension Catalogue {
    /// Proposals in the order in which their scripts apply them.
    static func inRepairOrder(_ proposals: [Proposal]) -> [Proposal] {
        let rules = inRepairOrder(Set(proposals.lazy.flatMap { $0.findings.map(\.rule) }))
        let places = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
        // By the findings and by nothing that hangs on the order in which rows came.
        let keys = proposals.map { proposal in
            (
                place: proposal.findings.compactMap { places[$0.rule] }.min() ?? .max,
                first: proposal.findings.map(\.id.number).min() ?? .max
            )
        }
        return proposals.indices.sorted { (keys[$0].place, keys[$0].first) < (keys[$1].place, keys[$1].first) }
            .map { proposals[$0] }
    }
}
