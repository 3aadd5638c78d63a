import FinancialMath

/// A row of one of the tables: its columns, its key, and what could not be read of it.
public protocol TableRow: Sendable {
    associatedtype Field: TableColumn

    /// The column whose values are unique.
    static var key: Field { get }

    /// Empty for almost every row.
    var defects: [Defect] { get set }

    /// Whether no other row may have this one's key.
    var claimsKey: Bool { get }

    /// A row in which nothing is said yet.
    init()

    /// Goes through the columns: the one list of them, in the order of the fields.
    mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(_ visitor: inout Visitor) throws(Visitor.Failure)
}

extension TableRow {
    /// Shows the columns to a visitor that changes none of them. A row that is only looked at is not copied for it, as it
    /// would have to be to let a visitor change it.
    @inlinable @inline(__always)
    public func showColumns<Visitor: ColumnVisitor & ~Copyable>(
        to visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try withUnsafePointer(to: self) { row throws(Visitor.Failure) in
            try UnsafeMutablePointer(mutating: row).pointee.visitColumns(&visitor)
        }
    }

    public static var table: Table { Field.table }

    @inlinable
    public var claimsKey: Bool { true }

    /// The primary key as the reports list it; nil where the table has none of integers, or it is null.
    public var rowID: Int64? { integer(Self.key) }

    /// Whether a column's value is the one that the database holds.
    @inlinable
    public func canRead(_ field: Field) -> Bool {
        defects.isEmpty || !defects.contains { $0.column == field.name }
    }

    /// What a column holds; nil when it could not be read, and something else stands in its place. A row without an id
    /// is not the row with the id 0.
    @inlinable
    public func known<Value>(_ field: Field, _ value: Value) -> Value? {
        canRead(field) ? value : nil
    }

    /// The row takes part in nothing but existing: it has a null that is not allowed, or a value out of range.
    @inlinable
    public var isExcluded: Bool {
        !defects.isEmpty && defects.contains { $0.reason.excludesRow }
    }

    /// Every cell is what its column is meant to hold, or is at least not counted with.
    @inlinable
    public var isSound: Bool {
        defects.isEmpty || !defects.contains { $0.reason != .unusable }
    }

    /// What a column of integers holds; nil for a null, and for a column of anything else.
    public func integer(_ field: Field) -> Int64? {
        guard canRead(field) else { return nil }
        var finder = IntegerFinder(field: field.rawValue)
        showColumns(to: &finder)
        return finder.found
    }

    /// The columns as the list of the row has them.
    public static func listColumns() -> [Column] {
        var lister = ColumnLister()
        var row = Self()
        row.visitColumns(&lister)
        return lister.columns
    }
}

/// Writes down the columns.
private struct ColumnLister: ColumnVisitor {
    var columns: [Column] = []

    private mutating func add(_ field: some TableColumn, _ column: Column) {
        precondition(field.rawValue == columns.count, "the columns of a row are listed in the order of its fields")
        columns.append(column)
    }

    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        add(field, Column(name: name, kind: Value.kind, isRequired: true, allowsNull: false))
    }

    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        add(field, Column(name: name, kind: Value.kind, isRequired: isRequired, allowsNull: true))
    }

    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {
        add(field, Column(name: name, kind: .timestamp, isRequired: false, allowsNull: true))
    }

    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {
        add(field, Column(name: name, kind: kind, isRequired: false, allowsNull: true, isRead: false))
    }
}

/// Finds the integer in one of the columns.
private struct IntegerFinder: ColumnVisitor, CellSink {
    let field: Int
    var found: Int64?

    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        if field.rawValue == self.field { value.write(into: &self) }
    }

    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        if field.rawValue == self.field { value?.write(into: &self) }
    }

    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {}
    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {}

    mutating func put(integer: Int64) { found = integer }
    mutating func put(flag: Bool) {}
    mutating func put(text: String) {}
    mutating func put(moment: Timestamp) {}
    mutating func put<Measure: Dimension>(figure: Figure<Measure>) {}
    mutating func put(json: String) {}
}
