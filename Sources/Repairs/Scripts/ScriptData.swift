internal import FinancialMath
internal import LiveShopping
internal import Reconciliation
internal import Reports

/// The tables of a script: who the run is, what the site calls its tables, what is changed and what that rests on.
struct ScriptData {
    let plan: RepairPlan
    let facts: ScriptFacts

    func write(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        try facts.write(&output)
        try Self.write(plan.tables, changed: Set(plan.uses.map(\.table)), plan.names, &output)
        try output.put("-- The changes. What is added is added to whatever is there by then\(keeping).\n")
        try DataTable(
            target: "tieout_change",
            heads: ["no", "finding", "pick", "what", "action", "table", "row", "column", "now", "becomes", "money"],
            rows: AnySequence { changes() }
        ).write(&output)
        try writeFindings(&output)
        try writeMoves(&output)
        try writeEvidence(&output)
        try writeMembers(&output)
        try writeAlike(&output)
    }

    static func write(
        _ tables: [Table], changed: Set<Table>, _ names: SQLNames, _ output: inout (some ScriptOutput & ~Copyable)
    ) throws {
        try DataTable(
            target: "tieout_table", heads: ["table", "schema", "name", "key", "touched", "counted", "changed"],
            rows: tables.map { table in
                [
                    names.label(table), names.schemaName(table), names.tableName(table), names.keyName(table),
                    names.updatedColumn(table).map { names.columnName(table, $0) },
                    names.versionColumn(table).map { names.columnName(table, $0) },
                    changed.contains(table) ? "yes" : "no",
                ].map(DataCell.value)
            }
        ).write(&output)
    }
}

private extension ScriptData {
    var keeping: String {
        let keeps = plan.repairs.lazy.flatMap { $0.proposal.offered.lazy.flatMap(\.changes) }.contains { !$0.isChange }
        return keeps ? "; what is kept is right with the rest" : ""
    }

    /// A line a change; what an alternative does stands in its first line, the money in the repair's first.
    func changes() -> AnyIterator<[String]> {
        var inserted: Int64 = 0
        return AnyIterator(
            plan.repairs.lazy.flatMap { repair in
                let isChoice = repair.proposal.repair == .choice
                var money = repair.impact.formatted
                return repair.proposal.offered.enumerated().flatMap { index, alternative in
                    let start = [
                        String(repair.number), repair.name.id.description, isChoice ? Proposal.letter(index) : "",
                    ]
                    var what = DataCell.words(alternative.title)
                    return lines(alternative.changes, &inserted).map { cells in
                        defer { (what, money) = ("", "") }
                        return start + [what] + cells + [money]
                    }
                }
            }.makeIterator())
    }

    /// From the action to what the cell becomes.
    func lines(_ changes: [Change], _ inserted: inout Int64) -> [[String]] {
        var lines: [[String]] = []
        for change in changes.summed {
            switch change {
            case .set(let row, let column, let from, let to):
                let action = change.isChange ? "set" : "keep"
                lines.append(line(action, row, column, from.text(asOf: plan.asOf), to.text(asOf: plan.asOf)))
            case .add(let row, let column, let difference):
                // Quantities are added to batches alone; elsewhere it is money.
                let isMoney = row.table != .batches
                let text = isMoney ? Money(converting: difference).formattedExactly : difference.formattedExactly
                var cells = line("add", row, column, nil, text)
                cells[4] = ""
                lines.append(cells)
            case .delete(let row):
                lines.append(["delete", DataCell.value(plan.names.label(row.table)), String(row.id), "*", "", ""])
            case .insertLine(let order, let batch, let quantity, let unitPrice, let lineTotal, let isSample):
                inserted -= 1
                let values: [(OrderLine.Field, String)] = [
                    (.orderID, "\(order)"), (.batchID, "\(batch)"), (.quantity, quantity.formattedExactly),
                    (.unitPrice, unitPrice.formattedExactly), (.lineTotal, lineTotal.formattedExactly),
                    (.isSample, isSample ? "1" : "0"),
                ]
                lines += values.map { field, value in
                    line("insert", RowReference(.orderLines, inserted), field.name, nil, value)
                }
            }
        }
        return lines
    }

    func line(_ action: String, _ row: RowReference, _ column: String, _ from: String?, _ to: String?) -> [String] {
        let (table, name) = (plan.names.label(row.table), plan.names.columnName(row.table, column))
        return [
            action, DataCell.value(table), String(row.id), DataCell.value(name), DataCell.value(from),
            DataCell.value(to),
        ]
    }

    /// What a repair settles, where that is not just the finding in its line, of this script's rule.
    func writeFindings(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        let shared = plan.repairs.filter { $0.proposal.findings.count > 1 || $0.name.rule != plan.rule }
        guard !shared.isEmpty else { return }
        try output.put(
            "-- Repairs that settle several findings: an order is amended once for all that is wrong with it.\n")
        try DataTable(
            target: "tieout_finding", heads: ["no", "finding", "rule", "money"],
            rows: shared.lazy.flatMap { repair in
                repair.proposal.findings.map {
                    [String(repair.number), $0.id.description, $0.rule.description, $0.impact.formatted]
                }
            }
        ).write(&output)
    }
}

private extension ScriptData {
    /// What other repairs of the run move figures by.
    func writeMoves(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        let rows = plan.repairs.lazy.flatMap { repair in
            repair.proposal.moves.lazy.map { move in
                [
                    String(repair.number), DataCell.value(column(of: move, repair)), String(move.part),
                    move.applied.map(Self.name).joined(separator: " "), move.difference ?? DataCell.null,
                ]
            }
        }
        guard rows.contains(where: { _ in true }) else { return }
        try output.put(
            "-- Where these repairs of the run were applied before, the figure becomes so much more.\n")
        try DataTable(target: "tieout_move", heads: ["no", "column", "part", "applied", "more"], rows: rows).write(
            &output)
    }

    func column(of move: FigureMove, _ repair: RepairPlan.Repair) -> String {
        let table = repair.proposal.alternatives.first?.changes.first?.row?.table
        return table.map { plan.names.columnName($0, move.column) } ?? move.column
    }

    /// As the log has it: the finding, and of a choice the alternative.
    static func name(_ applied: FigureMove.Applied) -> String {
        "\(applied.finding)" + (applied.alternative.map { "=" + Proposal.letter($0) } ?? "")
    }
}

private extension ScriptData {
    /// So many columns a row of evidence has room for.
    static var mostColumns: Int { 24 }

    func writeEvidence(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        guard !plan.evidence.isEmpty else { return }
        try output.put("-- What they rest on: rows that must still hold what the run read.\n")
        var number = 0
        for shape in plan.evidence {
            var start = 0
            repeat {
                number += 1
                let part = start..<min(start + Self.mostColumns, shape.columns.count)
                try write(shape, part, number, &output)
                start = part.upperBound
            } while start < shape.columns.count
        }
    }

    func write(
        _ shape: EvidenceShape, _ part: Range<Int>, _ number: Int, _ output: inout (some ScriptOutput & ~Copyable)
    ) throws {
        let names = plan.names
        let columns = Array(shape.columns[part])
        let cells = part.indices.map { "v\($0 - part.lowerBound + 1)" }
        try DataTable(
            target: "tieout_evidence (\((["shape", "no", "row_id"] + cells).joined(separator: ", ")))",
            heads: [String(number), "no", DataCell.value(names.label(shape.table))]
                + columns.map { DataCell.value(names.columnName(shape.table, $0)) },
            rows: shape.places.lazy.map { place in
                let repair = plan.repairs[place.repair]
                guard case .row(let row, let values) = repair.proposal.evidence[place.evidence] else { return [] }
                let texts = Dictionary(values.map { ($0.column, text($0.value)) }) { first, _ in first }
                return [String(number), String(repair.number), String(row.id)]
                    + columns.map { texts[$0] ?? DataCell.null }
            }
        ).write(&output)
    }

    func text(_ cell: Cell) -> String {
        switch cell {
        case .isDeleted(let isDeleted): isDeleted ? DataCell.notNull : DataCell.null
        case .naming(let words): DataCell.naming(words)
        default: DataCell.value(cell.text(asOf: plan.asOf))
        }
    }

    func writeMembers(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        let sets = plan.repairs.lazy.filter(\.hasOwnEvidence).flatMap { repair in
            repair.proposal.evidence.lazy.compactMap { MemberSet($0, of: repair.number, plan.names) }
        }
        guard sets.contains(where: { _ in true }) else { return }
        guard sets.contains(where: \.isNoted) else {
            try output.put("-- And that the rows with a value are these and no others.\n")
            return try DataTable(
                target: "tieout_member (no, tbl, col, value, ids)", heads: ["no", "table", "column", "value", "rows"],
                rows: sets.map(\.cells)
            ).write(&output)
        }
        try output.put(
            "-- And that the rows with a value, or that name it in a note where there is none, are these and no others.\n"
        )
        try DataTable(
            target: "tieout_member", heads: ["no", "table", "column", "value", "rows", "note", "names"],
            rows: sets.map(\.cellsWithNote)
        ).write(&output)
    }

    func writeAlike(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        let alike = plan.repairs.lazy.filter { !$0.hasOwnEvidence && !$0.proposal.evidence.isEmpty }
        guard alike.contains(where: { _ in true }) else { return }
        try output.put("-- These rest on what another of the repairs rests on.\n")
        try DataTable(
            target: "tieout_alike", heads: ["no", "as"], rows: alike.map { [String($0.number), String($0.basis)] }
        ).write(&output)
    }
}

private extension [Change] {
    /// Several additions to one cell are one.
    var summed: [Change] {
        guard count > 1 else { return self }
        var result: [Change] = []
        var places: [AddedCell: Int] = [:]
        for change in self {
            guard case .add(let row, let column, let difference) = change else {
                result.append(change)
                continue
            }
            let cell = AddedCell(row: row, column: column)
            if let place = places[cell], case .add(_, _, let before) = result[place] {
                result[place] = .add(row, column: column, difference: before + difference)
            } else {
                places[cell] = result.count
                result.append(change)
            }
        }
        return result
    }

    private struct AddedCell: Hashable {
        let row: RowReference
        let column: String
    }
}
