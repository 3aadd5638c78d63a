import Foundation
import Synchronization

/// Stands between a client and a server's socket, and does to what the server says what a test tells it to.
///
/// It listens on a Unix socket of its own, in a short folder, as a PostgreSQL server on port 5432 does.
public final class Meddler: Sendable {
    /// What becomes of one message of the server: the bytes that the client gets, or nil for silence from then on.
    public typealias Change = @Sendable (_ message: Message) -> [UInt8]?

    /// A message as the protocol frames it, on which connection, and how many of its kind have come on it.
    public struct Message: Sendable {
        public let type: Character
        public let body: [UInt8]
        public let connection: Int
        public let count: Int

        /// As it was.
        public var bytes: [UInt8] { Self.framed(type, body) }

        public static func framed(_ type: Character, _ body: [UInt8]) -> [UInt8] {
            let length = UInt32(body.count + 4)
            return [type.asciiValue ?? 0] + withUnsafeBytes(of: length.bigEndian, Array.init) + body
        }
    }

    private let folder: String
    private let listener: Int32
    private let server: String
    private let change: Change

    public init(before database: Database, _ change: @escaping Change) throws {
        folder = "\(ScratchFolder.path)/m-\(UUID().uuidString.prefix(8))"
        server = database.cluster.directory + "/.s.PGSQL.5432"
        self.change = change
        guard mkdir(folder, 0o700) == 0 else { throw PostgresFailure(doing: "mkdir", message: folder) }
        listener = try Self.socket(at: folder + "/.s.PGSQL.5432", bind)
        listen(listener, 16)
        let (listener, server) = (listener, server)
        Thread.detachNewThread {
            var number = 0
            while case let client = accept(listener, nil, nil), client >= 0 {
                guard let upstream = try? Self.socket(at: server, connect) else { break }
                let connection = number
                number += 1
                Thread.detachNewThread { Self.forward(from: client, to: upstream) }
                Thread.detachNewThread { Self.meddle(from: upstream, to: client, connection, change) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Where clients reach the database through it.
    public func conninfo(_ database: Database) -> String {
        "host=\(folder) port=5432 user=postgres dbname=\(database.name)"
    }
}

private extension Meddler {
    static func socket(
        at path: String, _ attach: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { attach(descriptor, $0, size) }
        }
        guard result == 0 else {
            throw PostgresFailure(doing: "socket \(path)", message: String(cString: strerror(errno)))
        }
        return descriptor
    }

    static func forward(from: Int32, to: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = recv(from, &buffer, buffer.count, 0), count > 0 {
            guard send(buffer[..<count], to) else { break }
        }
        shutdown(to, Int32(SHUT_WR))
    }

    static func meddle(from: Int32, to: Int32, _ connection: Int, _ change: Change) {
        var pending: [UInt8] = []
        var counts: [Character: Int] = [:]
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = recv(from, &buffer, buffer.count, 0), count > 0 {
            pending += buffer[..<count]
            var start = 0
            while pending.count - start >= 5 {
                let length = pending[start + 1..<start + 5].reduce(0) { $0 << 8 | Int($1) }
                guard pending.count - start >= length + 1 else { break }
                let type = Character(Unicode.Scalar(pending[start]))
                let message = Message(
                    type: type, body: Array(pending[start + 5..<start + 1 + length]), connection: connection,
                    count: counts[type, default: 0])
                counts[type, default: 0] += 1
                // Silence is a connection that stays open.
                guard let bytes = change(message) else { return }
                guard send(bytes[...], to) else { return }
                start += length + 1
            }
            pending.removeFirst(start)
        }
        shutdown(to, Int32(SHUT_RDWR))
    }

    static func send(_ bytes: ArraySlice<UInt8>, _ descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
