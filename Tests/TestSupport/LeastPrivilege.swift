import Foundation

/// A role of a database that may do what it is told it needs, and nothing else.
public final class LeastPrivilege: Sendable {
    public let name: String
    private let database: Database

    private init(_ name: String, _ database: Database) {
        self.name = name
        self.database = database
    }

    /// The repairing role, with exactly the rights that the `README.txt` of a folder of scripts prints.
    ///
    /// Where there is no log yet, it may create it, as the README says of the first script of all.
    public static func repairing(_ database: Database, readme: String) throws -> LeastPrivilege {
        let role = LeastPrivilege("repairer_\(UUID().uuidString.prefix(8).lowercased())_\(database.name)", database)
        let name = "\"\(role.name)\""
        // All at once: a connection for each would take longer than the script.
        var statements = ["CREATE ROLE \(name) LOGIN"]
        let log = try logTable(readme)
        let text = "'\(log.replacing("'", with: "''"))'"
        let hasLog = try database.query(sql: "SELECT to_regclass(\(text))::text")[0][0] != nil
        for grant in readme.components(separatedBy: "GRANT ").dropFirst() {
            guard let rights = grant.components(separatedBy: " TO ROLE;").first, rights != grant else { continue }
            if rights.hasSuffix(" ON \(log)"), !hasLog {
                statements.append(role.creation(of: log))
            } else {
                statements.append("GRANT \(rights) TO \(name)")
            }
            if grant.contains("USAGE on the sequence") { statements.append(role.sequences) }
        }
        try database.run(sql: statements.joined(separator: ";\n"))
        return role
    }

    /// The reporting role, with exactly the statements that the README of tieout gives.
    public static func reporting(_ database: Database, readme: String) throws -> LeastPrivilege {
        let role = LeastPrivilege("reader_\(UUID().uuidString.prefix(8).lowercased())_\(database.name)", database)
        let blocks = readme.components(separatedBy: "```sql\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        guard let statements = blocks.first(where: { $0.contains("CREATE ROLE tieout_reader") }) else {
            throw PostgresFailure(doing: "look up the grants", message: "the README has no CREATE ROLE tieout_reader")
        }
        try database.run(sql: statements.replacing("tieout_reader", with: "\"\(role.name)\""))
        return role
    }

    /// As whom psql and tieout connect.
    public var conninfo: String { "\(database.conninfo) user=\(name)" }

    /// Takes the role away; what it owns becomes the superuser's. Other tests that take roles away at the same moment can
    /// make the server refuse it once.
    public func drop() throws {
        let statements = """
            REASSIGN OWNED BY "\(name)" TO CURRENT_USER; DROP OWNED BY "\(name)"; DROP ROLE "\(name)"
            """
        for _ in 1..<5 where (try? database.run(sql: statements)) != nil { return }
        try database.run(sql: statements)
    }
}

private extension LeastPrivilege {
    static func logTable(_ readme: String) throws -> String {
        guard let name = readme.components(separatedBy: "CREATE TABLE ").last?.components(separatedBy: " (\n").first,
            name != readme
        else { throw PostgresFailure(doing: "look up the log", message: "README.txt does not name it") }
        return name
    }

    var sequences: String {
        """
        DO $$ DECLARE name text; BEGIN
            FOR name IN SELECT oid::regclass::text FROM pg_class WHERE relkind = 'S'
            LOOP EXECUTE 'GRANT USAGE ON SEQUENCE ' || name || ' TO "\(self.name)"'; END LOOP;
        END $$
        """
    }

    func creation(of log: String) -> String {
        let schema = log.contains(".") ? log.components(separatedBy: ".")[0] : "public"
        return "GRANT CREATE ON SCHEMA \(schema) TO \"\(name)\""
    }
}
