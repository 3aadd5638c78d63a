internal import Reconciliation

/// Rows that share a value, as the script has them.
struct MemberSet {
    let cells: [String]
    private let note: [String]?

    var isNoted: Bool { note != nil }
    var cellsWithNote: [String] { cells + (note ?? [DataCell.null, DataCell.null]) }

    /// Nil for other evidence, and where the site has no column to tell by.
    init?(_ evidence: Evidence, of number: Int, _ names: SQLNames) {
        guard case .members(let table, let column, let value, let note, let ids) = evidence,
            !evidence.memberColumns(names).isEmpty
        else { return nil }
        cells = [
            String(number), DataCell.value(names.label(table)),
            DataCell.value(names.has(table, column) ? names.columnName(table, column) : nil), String(value),
            ids.map { String($0) }.joined(separator: " "),
        ]
        self.note = note.map { [DataCell.value(names.columnName(table, $0.column)), DataCell.value($0.words)] }
    }
}

extension Evidence {
    /// What tells whether a row is one of a set, by the names in the reference schema, of what the site has.
    func memberColumns(_ names: SQLNames) -> [String] {
        guard case .members(let table, let column, _, let note, _) = self else { return [] }
        return [column, note?.column].compactMap(\.self).filter { names.has(table, $0) }
    }
}
