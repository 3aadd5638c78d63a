import LiveShopping

extension Catalogue {
    /// The layouts of the tables, once everything that a run needs is known to be there and readable.
    ///
    /// - Throws: ``SourceError`` of kind `unreadable` that names every missing table and column and every column of an
    ///   impossible type at once, or `unreachable` that names every column that may not be read.
    func layouts(place: String) throws(SourceError) -> [Table: TableLayout] {
        var fit = SchemaFit(mapping: mapping)
        var layouts: [Table: TableLayout] = [:]
        for table in Table.allCases where !mapping.isNone(table) {
            if search.found[table] == nil { fit.addMissing(table, nearest: search.nearest[table]) }
            guard let relation = tables[table] else { continue }
            let columns = fit.columns(of: table, relation)
            // A table of which no column can be read is as good as none.
            let isEmpty = !columns.contains { table.columns[$0.field].isRead }
            if !isEmpty { layouts[table] = TableLayout(table: table, name: relation.name, present: columns) }
        }
        try fit.check(place: place, grants: layouts.values.map { grant(on: $0) })
        return layouts
    }
}

private extension Catalogue {
    /// The right to read one table, by its own name for statements that somebody pastes.
    func grant(on layout: TableLayout) -> SchemaFit.Grant {
        let columns = layout.columns.map { quotedIdentifier($0.name) }.joined(separator: ", ")
        return SchemaFit.Grant(
            table: layout.table,
            statement: "GRANT SELECT (\(columns)) ON \(layout.name.quoted) TO \(quotedIdentifier(user));")
    }
}

/// Compares what a catalogue has with what a run needs, and collects what does not fit.
private struct SchemaFit {
    let mapping: TableMapping
    /// The mapping with every nearest name in it.
    private var completed: TableMapping
    private var missing: [String] = []
    private var impossible: [String] = []
    private var forbidden: [Table: [String]] = [:]

    /// A statement that lets the role read what is read of a table.
    struct Grant {
        let table: Table
        let statement: String
    }

    init(mapping: TableMapping) {
        self.mapping = mapping
        completed = mapping
    }

    /// An optional table is missing only where there is one that may be it.
    mutating func addMissing(_ table: Table, nearest: TableSearch.Candidate?) {
        guard !table.isOptional || nearest != nil else { return }
        var hint = ""
        if let nearest {
            let name = nearest.isInReach ? QualifiedName(name: nearest.name.name) : nearest.name
            hint = " (there is \(name))"
            completed.rename(table, to: name)
        }
        missing.append("table \(table.name)\(renamed(mapping.name(of: table).description, from: table.name))\(hint)")
    }

    mutating func columns(of table: Table, _ relation: Catalogue.Relation) -> [TableLayout.ColumnLayout] {
        let taken = Set(
            table.columns.map { mapping.name(of: $0.name, in: table) }.filter { relation.columns[$0] != nil })
        return table.columns.indices.compactMap { layout(ofField: $0, in: table, relation, besides: taken) }
    }

    private mutating func layout(
        ofField field: Int, in table: Table, _ relation: Catalogue.Relation, besides taken: Set<String>
    ) -> TableLayout.ColumnLayout? {
        let column = table.columns[field]
        guard !mapping.isNone(table, column.name) else { return nil }
        let name = mapping.name(of: column.name, in: table)
        guard let attribute = relation.columns[name] else {
            let near = relation.columns.keys.filter { name in
                !taken.contains(name)
                    && [column.name, mapping.name(of: column.name, in: table)].contains { $0.isNear(name) }
            }.min()
            addMissing(column, of: table, near)
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
        if !attribute.isReadable { forbidden[table, default: []].append(column.name) }
        return TableLayout.ColumnLayout(field: field, name: name, type: type, isCast: attribute.isCast)
    }

    private mutating func addMissing(_ column: Column, of table: Table, _ nearest: String?) {
        guard column.isRequired || nearest != nil else { return }
        let name = mapping.name(of: column.name, in: table)
        let hint = nearest.map { " (there is \($0))" } ?? ""
        missing.append("column \(table.name).\(column.name)\(renamed(name, from: column.name))\(hint)")
        if let nearest { completed.rename(column.name, of: table, to: nearest) }
    }

    func check(place: String, grants: [Grant]) throws(SourceError) {
        var problems: [String] = []
        if !missing.isEmpty { problems.append("it lacks \(missing.joined(separator: ", "))") }
        if !impossible.isEmpty {
            problems.append("columns have types that cannot be read exactly: \(impossible.joined(separator: "; "))")
        }
        guard problems.isEmpty else {
            throw SourceError(
                .unreadable, place: place, problem: problems.joined(separator: "; "), remedy: remedy,
                toPaste: completed == mapping ? nil : completed.yaml)
        }
        guard forbidden.isEmpty else {
            throw SourceError(
                .unreachable, place: place, problem: "permission denied for \(forbiddenParts.joined(separator: ", "))",
                remedy: "have the tables' owner run these statements",
                toPaste: grants.filter { forbidden[$0.table] != nil }
                    .sorted { Self.place($0.table) < Self.place($1.table) }.map(\.statement).joined(separator: "\n"))
        }
    }

    private static func place(_ table: Table) -> Int { Table.allCases.firstIndex(of: table) ?? 0 }

    /// Columns by their names, and tables of which none may be read by theirs.
    private var forbiddenParts: [String] {
        Table.allCases.flatMap { table -> [String] in
            guard let columns = forbidden[table] else { return [] }
            return columns.count > 3
                ? ["\(columns.count) columns of \(table.name)"] : columns.map { "\(table.name).\($0)" }
        }
    }

    private var remedy: String {
        completed == mapping
            ? "name the schema (--schema), remap the names in the configuration, or make a view that has them"
            : "put these lines into the configuration (--config), in place of its tables: if it has one; write none for "
                + "an optional name that the site has nothing for"
    }

    private func renamed(_ theirs: String, from ours: String) -> String {
        theirs == ours ? "" : " (remapped to \(theirs))"
    }
}

private extension String {
    /// Whether a name differs only in capitals and underscores.
    func isNear(_ other: String) -> Bool {
        func plain(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }
        return plain(self) == plain(other)
    }
}
