import Glibc
import LiveShopping

/// One room's event streams, at every instance at once, listened to for as long as a heartbeat may take.
final class StreamWatch {
    struct Listener {
        let url: String
        fileprivate let request: Curl.Request?
        fileprivate(set) var stream = EventStream()
        fileprivate(set) var isOpen: Bool
        /// How long it took until the first line of the answer was there.
        fileprivate(set) var headAfter: Duration?
        fileprivate(set) var beatAfter: Duration?
    }

    private(set) var listeners: [Listener]
    /// Why nothing could be published; nil when nobody asked for it, or it could.
    private(set) var publishing: String?
    private let limit: Duration
    private let began = ContinuousClock.now
    private var isPublished = false
    private var firstEvent: Duration?

    /// An event is at every instance within this of the first.
    private static let spread = Duration.seconds(3)
    /// What comes within this of the answer's head greets, and shows nothing of what comes by and by.
    private static let greeting = Duration.milliseconds(100)

    init(of deployment: Deployment) {
        limit = .microseconds(deployment.heartbeat.microseconds)
        let seconds = String(deployment.heartbeat.microseconds / 1_000_000 + 10)
        listeners = deployment.eventURLs.map { url in
            let request = Curl.program.flatMap {
                try? Curl.Request(
                    $0,
                    [
                        "--no-buffer", "--dump-header", "-", "--max-time", seconds, "--header",
                        "Accept: text/event-stream",
                    ],
                    Curl.settings(url, headerFile: deployment.headerFile))
            }
            return Listener(url: url, request: request, isOpen: request != nil)
        }
        listen(deployment)
        for listener in listeners { listener.request?.end() }
    }

    private var elapsed: Duration { began.duration(to: .now) }

    private func listen(_ deployment: Deployment) {
        while elapsed < limit, listeners.contains(where: \.isOpen), !isDone(deployment) {
            take()
            if !isPublished, let url = deployment.publishURL, isEverybodyThere {
                isPublished = true
                publish(url, deployment.headerFile)
            }
        }
    }

    private var isEverybodyThere: Bool { listeners.allSatisfy { !$0.isOpen || hasGreeted($0) } }

    private func hasGreeted(_ listener: Listener) -> Bool {
        listener.headAfter.map { elapsed > $0 + Self.greeting } ?? false
    }

    /// Everybody has a heartbeat and, where there are several, an event has been seen everywhere or had its time.
    private func isDone(_ deployment: Deployment) -> Bool {
        guard listeners.allSatisfy({ !$0.isOpen || $0.beatAfter != nil || $0.stream.flaw != nil }) else { return false }
        guard listeners.count > 1 else { return true }
        let heard = listeners.count { !$0.stream.events.isEmpty }
        return heard == listeners.count || firstEvent.map { elapsed > $0 + Self.spread } ?? false
    }

    private func take() {
        let open = listeners.indices.filter { listeners[$0].isOpen }
        var sockets = open.map { pollfd(fd: listeners[$0].request?.output ?? -1, events: Int16(POLLIN), revents: 0) }
        guard poll(&sockets, nfds_t(sockets.count), 100) > 0 else { return }
        for (index, socket) in zip(open, sockets) where socket.revents != 0 {
            var bytes = [UInt8](repeating: 0, count: 16_384)
            let count = read(socket.fd, &bytes, bytes.count)
            guard count > 0 else {
                listeners[index].isOpen = count < 0 && errno == EINTR
                continue
            }
            note(bytes.prefix(count), of: index)
        }
    }

    private func note(_ bytes: some Sequence<UInt8>, of index: Int) {
        let before = listeners[index].stream
        listeners[index].stream.take(bytes)
        let after = listeners[index].stream
        if after.hasHead, listeners[index].headAfter == nil { listeners[index].headAfter = elapsed }
        if after.beats > before.beats || after.events.count > before.events.count, hasGreeted(listeners[index]),
            listeners[index].beatAfter == nil
        {
            listeners[index].beatAfter = elapsed
        }
        if after.events.count > before.events.count { firstEvent = firstEvent ?? elapsed }
    }

    private func publish(_ url: String, _ headerFile: String?) {
        let answer = try? Curl.status(url, headerFile: headerFile, post: true)
        guard let answer, (200..<300).contains(answer.status) else {
            publishing =
                answer.map { $0.status == 0 ? $0.complaint : "it answers \($0.status)" } ?? "curl does not start"
            return
        }
    }
}
