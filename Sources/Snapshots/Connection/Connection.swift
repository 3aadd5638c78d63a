import CLibPQ
import LiveShopping

/// One conversation with a PostgreSQL server over libpq, used by one thread at a time.
package final class Connection {
    let pointer: OpaquePointer
    /// What messages must not show.
    let secrets: ConnectionSecrets
    /// A COPY is under way, until the end of which the server takes no other statement.
    var isBusy = false

    /// Connects to where a connection string or URI says or, without one, where libpq's environment says.
    ///
    /// - Throws: ``SourceError`` of kind `configuration` when the string cannot be parsed, `unreachable` when the
    ///   server does not answer or does not let us in.
    package init(conninfo: String?) throws(SourceError) {
        secrets = try ConnectionSecrets(conninfo: conninfo)
        pointer = Self.connect(conninfo)
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        guard PQstatus(pointer) == CONNECTION_OK else {
            // From here on the connection is whole, and is closed like any other.
            throw secrets.connectionFailure(text: String(cString: PQerrorMessage(pointer)), at: place)
        }
        // A server that stores bytes of no encoding would refuse to send those that are not UTF-8, without saying
        // where they are. We say it.
        if parameter("server_encoding") == "SQL_ASCII" { PQsetClientEncoding(pointer, "SQL_ASCII") }
    }

    deinit {
        PQfinish(pointer)
    }

    private static func connect(_ conninfo: String?) -> OpaquePointer {
        // What comes after dbname overrides what the connection string says, what comes before gives way to it.
        let settings = [
            ("fallback_application_name", "tieout"), conninfo.map { ("dbname", $0) }, ("client_encoding", "UTF8"),
        ].compactMap(\.self)
        let texts = settings.flatMap { [copiedCString($0.0), copiedCString($0.1)] }
        defer { for text in texts { text.deallocate() } }
        func every(_ start: Int) -> [UnsafePointer<CChar>?] {
            stride(from: start, to: texts.count, by: 2).map { UnsafePointer(texts[$0]) } + [nil]
        }
        guard let pointer = PQconnectdbParams(every(0), every(1), 1) else {
            preconditionFailure("libpq found no memory for a connection")
        }
        return pointer
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
