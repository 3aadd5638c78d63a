internal import FinancialMath
internal import LiveShopping

extension TableRow {
    /// Every column that is read with what it holds, but for JSON, of which tieout looks at a part alone.
    var cells: [(field: Field, cell: Cell)] {
        var collector = CellGathering<Field>()
        var row = self
        row.visitColumns(&collector)
        return collector.cells
    }

    /// Puts a cell into the column of a name; a row that has no such column is a mistake of who wrote the change.
    mutating func set(_ column: String, to cell: Cell) {
        var setting = CellSetting(column: column, cell: cell)
        visitColumns(&setting)
        precondition(setting.isDone, "a change is of \(Self.table.name).\(column), which is no column")
    }
}

/// Writes down what the columns hold.
private struct CellGathering<Owner: TableColumn>: ColumnVisitor {
    var cells: [(field: Owner, cell: Cell)] = []

    private mutating func add(_ field: some TableColumn, _ cell: Cell) {
        if let field = field as? Owner { cells.append((field, cell)) }
    }

    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        var written = WrittenCell()
        value.write(into: &written)
        add(field, written.cell)
    }

    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        guard Value.kind != .json else { return }
        var written = WrittenCell()
        value?.write(into: &written)
        add(field, written.cell)
    }

    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {
        add(field, .isDeleted(value))
    }

    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {}
}

/// Takes what is put as a cell of evidence.
private struct WrittenCell: CellSink {
    var cell = Cell.null

    mutating func put(integer: Int64) { cell = .integer(integer) }
    mutating func put(flag: Bool) { cell = .boolean(flag) }
    mutating func put(text: String) { cell = .text(text) }
    mutating func put(moment: Timestamp) { cell = .timestamp(moment) }
    mutating func put<Measure: Dimension>(figure: Figure<Measure>) { cell = Cell(figure) }
    mutating func put(json: String) {}
}

/// Puts one cell into its column.
private struct CellSetting: ColumnVisitor {
    let column: String
    let cell: Cell
    var isDone = false

    private mutating func isMeant(_ name: String) -> Bool {
        guard name == column else { return false }
        isDone = true
        return true
    }

    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        guard isMeant(name) else { return }
        var source = GivenCell(cell: cell)
        if let given = Value.read(0, of: &source) { value = given }
    }

    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        // When T is, the row need not know.
        guard isMeant(name), cell != .asOf else { return }
        var source = GivenCell(cell: cell)
        value = Value.read(0, of: &source)
    }

    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {
        guard isMeant(name) else { return }
        switch cell {
        case .timestamp, .asOf, .isDeleted(true): value = true
        default: value = false
        }
    }

    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {
        _ = isMeant(name)
    }
}

/// A cell as the one that is read, whatever the field.
private struct GivenCell: CellSource {
    let cell: Cell

    func integer(_ field: Int) -> Int64? {
        if case .integer(let value) = cell { return value }
        return nil
    }

    func flag(_ field: Int) -> Bool? {
        if case .boolean(let value) = cell { return value }
        return nil
    }

    func text(_ field: Int) -> String? {
        if case .text(let value) = cell { return value }
        return nil
    }

    func moment(_ field: Int) -> Timestamp? {
        if case .timestamp(let value) = cell { return value }
        return nil
    }

    func figure<Measure: Dimension>(_ field: Int) -> Figure<Measure>? {
        guard case .number(let text) = cell else { return nil }
        return Exact<Measure>(literal: text).map(Figure.finite)
    }

    func json(_ field: Int, keys: [String]) -> JSONOutline? { nil }
    func noteUnusable(_ field: Int) {}
}
