public import FinancialMath

extension ID: ColumnContent {
    @inlinable public static var kind: Column.Kind { .integer }

    @inlinable @inline(__always)
    public static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> Self? {
        guard let integer = try cells.integer(field) else { return nil }
        return Self(integer)
    }

    @inlinable
    public func write<Cell: CellSink & ~Copyable>(into cell: inout Cell) { cell.put(integer: rawValue) }
}

extension Int64: ColumnContent {
    @inlinable public static var kind: Column.Kind { .integer }

    @inlinable @inline(__always)
    public static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> Int64? {
        try cells.integer(field)
    }

    @inlinable
    public func write<Cell: CellSink & ~Copyable>(into cell: inout Cell) { cell.put(integer: self) }
}

extension Bool: ColumnContent {
    @inlinable public static var kind: Column.Kind { .boolean }

    @inlinable @inline(__always)
    public static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> Bool? {
        try cells.flag(field)
    }

    @inlinable
    public func write<Cell: CellSink & ~Copyable>(into cell: inout Cell) { cell.put(flag: self) }
}

extension String: ColumnContent {
    @inlinable public static var kind: Column.Kind { .text }

    @inlinable @inline(__always)
    public static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> String? {
        try cells.text(field)
    }

    @inlinable
    public func write<Cell: CellSink & ~Copyable>(into cell: inout Cell) { cell.put(text: self) }
}

extension Word: ColumnContent {
    @inlinable public static var kind: Column.Kind { .text }

    @inlinable @inline(__always)
    public static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> Self? {
        try cells.word(field)
    }

    @inlinable
    public func write<Cell: CellSink & ~Copyable>(into cell: inout Cell) { cell.put(word: self) }
}

extension Timestamp: ColumnContent {
    @inlinable public static var kind: Column.Kind { .timestamp }

    @inlinable @inline(__always)
    public static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> Timestamp? {
        try cells.moment(field)
    }

    @inlinable
    public func write<Cell: CellSink & ~Copyable>(into cell: inout Cell) { cell.put(moment: self) }
}

extension Figure: ColumnContent {
    @inlinable @inline(__always)
    public static var kind: Column.Kind {
        if Measure.self == MoneyDimension.self { return .money }
        if Measure.self == QuantityDimension.self { return .quantity }
        return Measure.self == CostDimension.self ? .cost : .percentage
    }

    @inlinable @inline(__always)
    public static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> Self? {
        try cells.figure(field)
    }

    @inlinable @inline(__always)
    public func write<Cell: CellSink & ~Copyable>(into cell: inout Cell) { cell.put(figure: self) }
}
