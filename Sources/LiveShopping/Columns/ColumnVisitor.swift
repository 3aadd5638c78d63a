public import FinancialMath

/// Meets every column of a row, in the table's order: what a row's one list of columns is gone through by.
///
/// Reading, writing, evidence and sums are visitors. Each is told of a column what it is called, where the row keeps it,
/// and whether it may be missing or null; what it holds follows from the property's type.
public protocol ColumnVisitor: ~Copyable {
    associatedtype Failure: Error = Never

    /// A column that is always there and in which a null is a defect.
    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) throws(Failure)

    /// A column in which a null is a value, and which a source may lack unless it is required.
    ///
    /// - Parameter matters: False in a row that has no use for the cell: nobody need look at it.
    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) throws(Failure)

    /// An optional column that says, by holding a moment, that something has happened.
    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) throws(Failure)

    /// An optional column that is looked for and never read: only its presence matters.
    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) throws(Failure)
}

extension ColumnVisitor where Self: ~Copyable {
    /// A column that a source may lack, and that may be null.
    @inlinable @inline(__always)
    public mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, matters: Bool = true
    ) throws(Failure) {
        try optional(field, name, &value, isRequired: false, matters: matters)
    }

    /// A column that is always there, and that may be null.
    @inlinable @inline(__always)
    public mutating func nullable<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?
    ) throws(Failure) {
        try optional(field, name, &value, isRequired: true, matters: true)
    }
}

/// What a property that a column is kept in can be: it says which kind of column that is, and how a cell becomes a value
/// and a value a cell.
public protocol ColumnContent: Sendable {
    static var kind: Column.Kind { get }

    /// The value of a cell; nil for a null.
    static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> Self?

    func write<Cell: CellSink & ~Copyable>(into cell: inout Cell)
}

/// The cells of one row, by the raw value of the column's field; nil for a null.
public protocol CellSource: ~Copyable {
    associatedtype Failure: Error = Never

    mutating func integer(_ field: Int) throws(Failure) -> Int64?
    mutating func flag(_ field: Int) throws(Failure) -> Bool?
    mutating func text(_ field: Int) throws(Failure) -> String?
    mutating func word<Known>(_ field: Int) throws(Failure) -> Word<Known>?
    mutating func moment(_ field: Int) throws(Failure) -> Timestamp?
    mutating func figure<Measure: Dimension>(_ field: Int) throws(Failure) -> Figure<Measure>?
    /// A JSON text, in so far as it is looked at: the values of these keys of its outermost object.
    mutating func json(_ field: Int, keys: [String]) throws(Failure) -> JSONOutline?
    /// Notes that a cell holds something that cannot be used for what it is meant for.
    mutating func noteUnusable(_ field: Int)
}

extension CellSource where Self: ~Copyable {
    /// A word is its text, where nothing shorter is known for it.
    ///
    /// A known word costs no allocation: those of up to 15 bytes are compared as small strings.
    @inlinable @inline(__always)
    public mutating func word<Known>(_ field: Int) throws(Failure) -> Word<Known>? {
        guard let text = try text(field) else { return nil }
        return Word(text)
    }
}

/// Where one cell is put; nothing put is a null.
public protocol CellSink: ~Copyable {
    mutating func put(integer: Int64)
    mutating func put(flag: Bool)
    mutating func put(text: String)
    mutating func put<Known>(word: Word<Known>)
    mutating func put(moment: Timestamp)
    mutating func put<Measure: Dimension>(figure: Figure<Measure>)
    mutating func put(json: String)
}

extension CellSink where Self: ~Copyable {
    /// A word is its text, where nothing shorter is known for it.
    @inlinable @inline(__always)
    public mutating func put<Known>(word: Word<Known>) { put(text: word.description) }
}
