internal import Foundation

/// A small HTTP server on this machine that answers as a test tells it to, one thread a connection.
public final class FaultyServer: Sendable {
    public struct Request: Sendable {
        public let method: String
        public let path: String
        /// The head as it came.
        public let head: String
    }

    /// Where an answer is written, piece by piece.
    public struct Reply: Sendable {
        fileprivate let descriptor: Int32

        /// - Returns: False when nobody listens any more.
        @discardableResult
        public func write(_ text: String) -> Bool {
            let bytes = Array(text.utf8)
            return send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        }

        public func status(_ status: Int, _ headers: String = "") {
            write("HTTP/1.1 \(status) Status\r\n\(headers)Content-Length: 0\r\nConnection: close\r\n\r\n")
        }
    }

    public let port: UInt16
    private let listener: Int32

    public init(_ answer: @escaping @Sendable (Request, Reply) -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, pointer, &size) == 0
            }
        }
        guard result else { throw PostgresFailure(doing: "listen", message: String(cString: strerror(errno))) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread {
            while case let client = accept(listener, nil, nil), client >= 0 {
                Thread.detachNewThread {
                    if let request = Self.request(client) { answer(request, Reply(descriptor: client)) }
                    close(client)
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    public func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    private static func request(_ client: Int32) -> Request? {
        var head = ""
        while !head.contains("\r\n\r\n") {
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = read(client, &bytes, bytes.count)
            guard count > 0 else { return nil }
            head += String(decoding: bytes.prefix(count), as: UTF8.self)
        }
        let words = head.split(separator: " ")
        guard words.count > 2 else { return nil }
        return Request(method: String(words[0]), path: String(words[1]), head: head)
    }
}
