import LiveShopping

extension Catalogue {
    /// The layouts of the tables, once everything that a run needs is known to be there and readable.
    ///
    /// - Throws: ``SourceError`` of kind `unreadable` that names every missing table and column and every column of an
    ///   impossible type at once, or `unreachable` that names every column that may not be read.
    func layouts(mapping: TableMapping, place: String) throws(SourceError) -> [Table: TableLayout] {
        var fit = SchemaFit(mapping: mapping)
        var layouts: [Table: TableLayout] = [:]
        for table in Table.allCases {
            guard let relation = tables[table] else {
                fit.addMissing(table)
                continue
            }
            let columns = table.columns.indices.compactMap { fit.layout(ofField: $0, in: table, relation) }
            // A table of which no column can be read is as good as none.
            let isEmpty = !columns.contains { table.columns[$0.field].isRead }
            if !isEmpty { layouts[table] = TableLayout(table: table, name: relation.name, present: columns) }
        }
        try fit.check(place: place)
        return layouts
    }
}

/// Holds what a catalogue has against what a run needs, and collects what does not fit.
private struct SchemaFit {
    let mapping: TableMapping
    private var missing: [String] = []
    private var impossible: [String] = []
    private var forbidden: [String] = []

    init(mapping: TableMapping) {
        self.mapping = mapping
    }

    mutating func addMissing(_ table: Table) {
        guard !table.isOptional else { return }
        missing.append("table \(table.name)\(renamed(mapping.name(of: table).description, from: table.name))")
    }

    mutating func layout(
        ofField field: Int, in table: Table, _ relation: Catalogue.Relation
    ) -> TableLayout.ColumnLayout? {
        let column = table.columns[field]
        let name = mapping.name(of: column.name, in: table)
        guard let attribute = relation.columns[name] else {
            if column.isRequired {
                let hint = nearest(to: name, in: relation).map { " (there is \($0))" } ?? ""
                missing.append("column \(table.name).\(column.name)\(renamed(name, from: column.name))\(hint)")
            }
            return nil
        }
        // Only its presence matters; a column of the name that could never hold such a thing is another.
        if !column.isRead {
            guard let type = attribute.type, type.holds(column.kind) else { return nil }
            return TableLayout.ColumnLayout(field: field, name: name, type: type)
        }
        guard let type = attribute.type, type.holds(column.kind) else {
            impossible.append(
                "\(table.name).\(column.name)\(renamed(name, from: column.name)) is \(attribute.typeName) and must be "
                    + "one of \(column.kind.acceptedTypes)")
            return nil
        }
        if !attribute.isReadable { forbidden.append("\(table.name).\(column.name)") }
        return TableLayout.ColumnLayout(field: field, name: name, type: type, isCast: attribute.isCast)
    }

    func check(place: String) throws(SourceError) {
        var problems: [String] = []
        if !missing.isEmpty { problems.append("it lacks \(missing.joined(separator: ", "))") }
        if !impossible.isEmpty {
            problems.append("columns have types that cannot be read exactly: \(impossible.joined(separator: "; "))")
        }
        guard problems.isEmpty else {
            throw SourceError(
                .unreadable, place: place, problem: problems.joined(separator: "; "),
                remedy: "name the schema (--schema), remap the names in the configuration, or make a view that has them"
            )
        }
        guard forbidden.isEmpty else {
            throw SourceError(
                .unreachable, place: place, problem: "permission denied for \(forbidden.joined(separator: ", "))",
                remedy: "GRANT SELECT on them to the connecting user")
        }
    }

    private func renamed(_ theirs: String, from ours: String) -> String {
        theirs == ours ? "" : " (remapped to \(theirs))"
    }

    /// A name that differs only in capitals and underscores.
    private func nearest(to name: String, in relation: Catalogue.Relation) -> String? {
        func plain(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }
        return relation.columns.keys.filter { plain($0) == plain(name) }.min()
    }
}
