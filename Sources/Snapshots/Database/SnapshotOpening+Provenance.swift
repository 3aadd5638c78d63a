import LiveShopping

extension SnapshotOpening.Opened {
    /// Where the rows come from, for people.
    var provenance: [SnapshotFacts.Provenance] {
        let first = connections[0]
        let schemas = Set(layouts.compactMap(\.name.schema)).sorted().joined(separator: ", ")
        return [
            .init(name: "database", value: first.database), .init(name: "user", value: first.user),
            .init(name: "host", value: first.host),
            .init(name: "server version", value: first.parameter("server_version") ?? ""),
            .init(name: "schema", value: schemas),
            .init(name: "snapshot time", value: takenAt.exactDescription),
            .init(name: "tables", value: layouts.map(\.name.description).joined(separator: ", ")),
        ] + warnings
    }

    /// What a careful reader should know of the tables, and would not look for.
    private var warnings: [SnapshotFacts.Provenance] {
        let namesakes = layouts.compactMap { layout in
            catalogue.search.namesakes[layout.table].map { others in
                "\(layout.name), not \(others.map(\.description).joined(separator: " or "))"
            }
        }
        return [
            foreign.fact,
            namesakes.isEmpty
                ? nil : .init(name: "read among tables of one name", value: namesakes.joined(separator: "; ")),
            rewritten.isEmpty
                ? nil : .init(name: "begun again because rewritten", value: rewritten.joined(separator: "; ")),
        ].compactMap(\.self)
    }
}
