package import LiveShopping

extension Connection {
    /// What tells this database from every other, so that nothing meant for it is done elsewhere: the cluster's system
    /// identifier, where the role may ask for it, and the database's oid.
    func identity() throws(SourceError) -> [SnapshotFacts.Provenance] {
        let doing = "asking which database this is"
        let facts = try rows(
            """
            SELECT d.oid::pg_catalog.text,
                pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
            FROM pg_catalog.pg_database d WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
            """, columns: 2, doing: doing)
        guard let first = facts.first, let database = first[0] else { return [] }
        let system =
            first[1] == "t"
            ? try rows(
                "SELECT system_identifier::pg_catalog.text FROM pg_catalog.pg_control_system()", columns: 1,
                doing: doing
            ).first?[0] : nil
        return (system.map { [.init(name: Self.systemFact, value: $0)] } ?? [])
            + [.init(name: Self.databaseFact, value: database)]
    }

    fileprivate static let systemFact = "system identifier"
    fileprivate static let databaseFact = "database oid"
}

extension SnapshotFacts {
    /// The cluster's system identifier; nil where no database was read, or its role might not ask.
    package var systemIdentifier: String? { value(Connection.systemFact) }

    /// The oid of the database that was read; nil where none was.
    package var databaseOID: String? { value(Connection.databaseFact) }

    private func value(_ name: String) -> String? { provenance.first { $0.name == name }?.value }
}
