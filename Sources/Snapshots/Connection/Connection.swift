import CLibPQ
import FoundationEssentials
package import LiveShopping

/// One conversation with a PostgreSQL server over libpq, used by one thread at a time.
package final class Connection {
    let pointer: OpaquePointer
    /// What messages must not show.
    let secrets: ConnectionSecrets
    /// A COPY is under way, until the end of which the server takes no other statement.
    var isBusy = false
    /// How long the server may be silent; nil is for ever.
    package var patience: TimeSpan?
    /// The server was silent for too long: nothing that is sent any more would be answered.
    var isGivenUp = false

    /// Connects to where a connection string or URI says or, without one, where libpq's environment says.
    ///
    /// - Parameter seconds: How long each server that is named may take to let us in, whatever is said elsewhere; nil
    ///   is what is said there, or a minute.
    /// - Throws: ``SourceError`` of kind `configuration` when the string cannot be parsed, `unreachable` when the
    ///   server does not answer or does not let us in.
    package init(conninfo: String?, within seconds: Int? = nil) throws(SourceError) {
        secrets = try ConnectionSecrets(conninfo: conninfo)
        guard let pointer = Self.connect(conninfo, within: seconds) else {
            throw SourceError(
                .unreachable, place: "the database", problem: "there is no memory for a connection",
                remedy: "run when the machine has less to do")
        }
        self.pointer = pointer
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        guard PQstatus(pointer) == CONNECTION_OK else {
            // From here on the connection is whole, and is closed like any other.
            throw secrets.connectionFailure(text: String(cString: PQerrorMessage(pointer)), at: place)
        }
        PQsetnonblocking(pointer, 1)
        // A server that stores bytes of no encoding would refuse to send those that are not UTF-8, without saying
        // where they are. We say it.
        if parameter("server_encoding") == "SQL_ASCII" { PQsetClientEncoding(pointer, "SQL_ASCII") }
    }

    deinit {
        PQfinish(pointer)
    }

    private static func connect(_ conninfo: String?, within seconds: Int?) -> OpaquePointer? {
        let isLimited = ProcessInfo.processInfo.environment["PGCONNECT_TIMEOUT"] != nil
        // What comes after dbname overrides what the connection string says, what comes before gives way to it.
        let settings = [
            ("fallback_application_name", "tieout"), isLimited ? nil : ("connect_timeout", "60"),
            conninfo.map { ("dbname", $0) }, ("client_encoding", "UTF8"),
            seconds.map { ("connect_timeout", String($0)) },
        ].compactMap(\.self)
        return withCStrings(settings.map(\.0) + [nil]) { names in
            withCStrings(settings.map(\.1) + [nil]) { values in PQconnectdbParams(names, values, 1) }
        }
    }
}

extension Connection {
    /// Where the conversation is held, for people: `database "shop" on db.example.org:5432`.
    package var place: String {
        guard let database = text(PQdb(pointer)) else { return "database" }
        return "database \"\(database)\" on \(host)"
    }

    package var database: String { text(PQdb(pointer)) ?? "" }
    package var user: String { text(PQuser(pointer)) ?? "" }

    /// The server's host and port, or the folder of its socket.
    package var host: String {
        guard let host = text(PQhost(pointer)) else { return "the local host" }
        let port = text(PQport(pointer)) ?? ""
        return host.hasPrefix("/") ? "\(host) port \(port)" : "\(host):\(port)"
    }

    /// 150018 for 15.18.
    var serverVersion: Int { Int(PQserverVersion(pointer)) }

    func parameter(_ name: String) -> String? {
        text(PQparameterStatus(pointer, name))
    }

    private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        guard let text = pointer.map({ String(cString: $0) }), !text.isEmpty else { return nil }
        return text
    }
}

/// Runs a body with C strings, of which nil is none.
func withCStrings<Result>(
    _ texts: [String?], _ body: ([UnsafePointer<CChar>?]) throws -> Result
) rethrows -> Result {
    let copies = texts.map { $0.map(copiedCString) }
    defer { for copy in copies { copy?.deallocate() } }
    return try body(copies.map { UnsafePointer($0) })
}

private func copiedCString(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { (copy + index).initialize(to: byte) }
    return copy
}
