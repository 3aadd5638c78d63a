import Foundation
import Synchronization
import TestSupport

/// A headless Chromium of this test process, spoken to in the DevTools protocol: JSON with a zero byte between messages.
///
/// It ends when its input does, which happens however this process ends; the shell that holds it then removes what it
/// has left. It is not for several threads at once: who uses it stands in a serialised suite.
final class Chromium: @unchecked Sendable {
    private let input: FileHandle
    private let output: Int32
    private var number = 0
    private var unread: [UInt8] = []
    /// What pages have told and nobody has asked for, by session.
    private var events: [String: [Message]] = [:]

    struct Message {
        let method: String
        let parameters: [String: Any]
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let started = Mutex<Result<Chromium, any Error>?>(nil)

    /// The one browser of this process.
    static func shared() throws -> Chromium {
        let result = started.withLock { started in
            let result = started ?? Result { try Chromium() }
            started = result
            return result
        }
        return try result.get()
    }

    private init() throws {
        let names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        guard let program = names.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw Failure(description: "there is no Chromium here; Scripts/setup tests installs Debian's")
        }
        let script = """
            profile=$(mktemp -d) || exit 1
            "$0" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --no-default-browser-check \\
                --disable-background-networking --disable-component-update --disable-sync --force-color-profile=srgb \\
                --user-data-dir="$profile" --remote-debugging-pipe 3<&0 4>&1 </dev/null >/dev/null 2>&1
            rm -rf "$profile"
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, program]
        let (commands, answers) = (Pipe(), Pipe())
        process.standardInput = commands
        process.standardOutput = answers
        process.standardError = FileHandle.nullDevice
        try process.runUnblocked()
        input = commands.fileHandleForWriting
        output = dup(answers.fileHandleForReading.fileDescriptor)
    }

    /// Sends a command and waits for its answer.
    @discardableResult
    func call(
        _ method: String, _ parameters: [String: Any] = [:], session: String? = nil
    ) throws -> [String: Any] {
        number += 1
        var command: [String: Any] = ["id": number, "method": method, "params": parameters]
        if let session { command["sessionId"] = session }
        try input.write(contentsOf: JSONSerialization.data(withJSONObject: command) + [0])
        let deadline = ContinuousClock.now + .seconds(600)
        while true {
            let message = try read(until: deadline, for: method)
            guard message["id"] as? Int == number else {
                keep(message)
                continue
            }
            if let error = message["error"] as? [String: Any] { throw Failure(description: "\(method): \(error)") }
            return message["result"] as? [String: Any] ?? [:]
        }
    }

    /// Waits for an event of a page; what came before it is kept.
    func wait(for method: String, session: String) throws {
        let deadline = ContinuousClock.now + .seconds(600)
        while !(events[session] ?? []).contains(where: { $0.method == method }) {
            keep(try read(until: deadline, for: method))
        }
    }

    /// The events of a page since it was last asked.
    func takeEvents(session: String) -> [Message] {
        defer { events[session] = [] }
        return events[session] ?? []
    }
}

private extension Chromium {
    func keep(_ message: [String: Any]) {
        guard let method = message["method"] as? String, let session = message["sessionId"] as? String else { return }
        events[session, default: []].append(
            Message(method: method, parameters: message["params"] as? [String: Any] ?? [:]))
    }

    func read(until deadline: ContinuousClock.Instant, for what: String) throws -> [String: Any] {
        while true {
            if let end = unread.firstIndex(of: 0) {
                let message = Data(unread[..<end])
                unread.removeSubrange(...end)
                return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
            }
            var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard ContinuousClock.now < deadline, poll(&waiting, 1, 600_000) > 0 else {
                throw Failure(description: "Chromium has not answered within ten minutes: \(what)")
            }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = Foundation.read(output, &bytes, bytes.count)
            guard count > 0 else { throw Failure(description: "Chromium has ended: \(what)") }
            unread += bytes[..<count]
        }
    }
}
