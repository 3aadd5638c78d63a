/// What an event stream has sent so far: its head, then blocks that end with an empty line.
struct EventStream {
    /// An event that the application published; heartbeats and greetings are none.
    struct Event: Hashable {
        let name: String
        let data: String
    }

    private(set) var status: Int?
    private(set) var headers: [String: String] = [:]
    private(set) var hasHead = false
    private(set) var beats = 0
    private(set) var events: [Event] = []
    /// What curl says instead.
    private(set) var complaint: String?
    private var rest: [UInt8] = []
    private var block: [String] = []

    private static let idle: Set = ["heartbeat", "ping", "keepalive", "keep-alive", "connected", "open", "ready"]

    /// Takes a piece as it arrives.
    mutating func take(_ bytes: some Sequence<UInt8>) {
        rest += bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            var line = Array(rest[..<end])
            rest.removeFirst(end + 1)
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            take(String(decoding: line, as: UTF8.self))
        }
    }

    private mutating func take(_ line: String) {
        if line.hasPrefix("curl: ") {
            complaint = String(line.dropFirst(6))
        } else if hasHead {
            takeBody(line)
        } else if line.hasPrefix("HTTP/") {
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            headers = [:]
        } else if line.isEmpty {
            // After 100 Continue there is another head.
            hasHead = status.map { $0 >= 200 } ?? false
        } else if let colon = line.firstIndex(of: ":") {
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].drop { $0 == " " }.lowercased()
        }
    }

    private mutating func takeBody(_ line: String) {
        guard line.isEmpty else {
            block.append(line)
            return
        }
        defer { block = [] }
        func values(_ field: String) -> [String] {
            block.filter { $0.hasPrefix(field + ":") }.map { String($0.dropFirst(field.count + 1).drop { $0 == " " }) }
        }
        let data = values("data").joined(separator: "\n")
        let name = values("event").last ?? ""
        let kind = data.firstMatch(of: /"type"\s*:\s*"([^"]*)"/).map { String($0.1) } ?? name
        if block.isEmpty { return }
        if data.isEmpty || Self.idle.contains(name.lowercased()) || Self.idle.contains(kind.lowercased()) {
            beats += 1
        } else {
            events.append(Event(name: name, data: data))
        }
    }

    /// Why it cannot be listened to; nil when it can.
    var flaw: String? {
        if let complaint, !hasHead { return "no answer: \(complaint)" }
        guard hasHead, let status else { return nil }
        switch status {
        case 200: break
        case 401, 403: return "it answers \(status): the headers of --headers do not let us in"
        case 404: return "it answers 404: it is not mounted"
        default: return "it answers \(status)"
        }
        guard headers["content-type"]?.hasPrefix("text/event-stream") == true else {
            return "its content type is \(headers["content-type"] ?? "missing") and must be text/event-stream"
        }
        if let coding = headers["content-encoding"], coding != "identity" {
            return "it is compressed (\(coding)), which gathers events until a block is full"
        }
        return nil
    }
}
