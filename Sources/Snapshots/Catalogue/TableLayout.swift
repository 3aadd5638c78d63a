import LiveShopping

/// A table as a source has it: its real name, and the columns that are there, in the order in which they are sent.
struct TableLayout: Sendable, Hashable {
    let table: Table
    let name: QualifiedName
    /// The columns that are read.
    let columns: [ColumnLayout]
    /// The columns that are there and never read.
    var unread: [ColumnLayout] = []
    /// The zone of times without one.
    var timeZone = SiteTimeZone.utc

    /// What a source calls a column, and how it sends it.
    struct ColumnLayout: Sendable, Hashable {
        /// The column's place among the table's columns in the reference schema: the raw value of its field.
        let field: Int
        let name: String
        let type: CellType
        /// The type is a string type that is not built in, and is sent as text.
        var isCast = false
        /// It is sent, and not looked at: the site is said to have no such column.
        var isSkipped = false
    }

    /// A table as the reference schema has it, without the columns that are not available.
    init(reference table: Table, available: AvailableColumns = .all) {
        let columns = table.columns.enumerated().filter { available.has(table, $0.element.name) }
        self.init(
            table: table, name: QualifiedName(name: table.name),
            present: columns.map { ColumnLayout(field: $0, name: $1.name, type: $1.kind.referenceType) })
    }

    /// - Parameter present: Every column that is there, in the order of the fields.
    init(table: Table, name: QualifiedName, present: [ColumnLayout]) {
        self.init(
            table: table, name: name, columns: present.filter { table.columns[$0.field].isRead },
            unread: present.filter { !table.columns[$0.field].isRead })
    }

    init(table: Table, name: QualifiedName, columns: [ColumnLayout], unread: [ColumnLayout]) {
        self.table = table
        self.name = name
        self.columns = columns
        self.unread = unread
    }

    /// Every column that is there.
    var present: [ColumnLayout] { columns + unread }

    /// The same table, whose times without zone are in this one.
    func reading(in timeZone: SiteTimeZone) -> TableLayout {
        var layout = self
        layout.timeZone = timeZone
        return layout
    }

    /// The layout of a column by its name in the reference schema; nil when the source has none.
    func column(_ name: String) -> ColumnLayout? {
        guard let field = table.columns.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("\(table.name) has no column \(name) in the reference schema")
        }
        return present.first { $0.field == field && !$0.isSkipped }
    }

    /// The layout in which what the site has none of is not looked at.
    func skipping(_ none: Set<SchemaPart>) -> TableLayout {
        func skipped(_ columns: [ColumnLayout]) -> [ColumnLayout] {
            columns.map { column in
                var column = column
                column.isSkipped = none.contains(SchemaPart(table, table.columns[column.field].name))
                return column
            }
        }
        var layout = TableLayout(table: table, name: name, columns: skipped(columns), unread: skipped(unread))
        layout.timeZone = timeZone
        return layout
    }

    /// A column for people, by our name and, where the source has another, by that: `orders.client_id (erp.so.customer)`.
    func place(ofField field: Int) -> String {
        guard table.columns.indices.contains(field) else { return "\(table.name), a column that is not looked at" }
        let ours = table.columns[field].name
        guard let theirs = present.first(where: { $0.field == field })?.name, theirs != ours || name.name != table.name
        else { return "\(table.name).\(ours)" }
        return "\(table.name).\(ours) (\(name).\(theirs))"
    }
}

extension AvailableColumns {
    /// What the layouts of a source have.
    init(_ layouts: [Table: TableLayout]) {
        self.init(
            layouts.mapValues { layout in
                Set(layout.present.filter { !$0.isSkipped }.map { layout.table.columns[$0.field].name })
            })
    }
}
