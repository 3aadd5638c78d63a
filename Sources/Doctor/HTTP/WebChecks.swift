import FoundationEssentials
import LiveShopping

extension Examination {
    /// Whether a router is there: whoever asks without a right to is told so, and where nothing is mounted nobody is.
    func router(_ url: String?, _ whose: String) -> [Observation] {
        guard let url else {
            return [.skipped("no URL was given", "give a query of the \(whose)'s API with --\(whose)-url")]
        }
        guard Curl.program != nil else { return [Self.noCurl] }
        guard let answer = try? Curl.status(url, headerFile: deployment.headerFile) else { return [Self.noCurl] }
        switch answer.status {
        case 0:
            return [.failure("\(url): no answer: \(answer.complaint)", "see whether the system runs, and the URL")]
        case 404:
            return [
                .failure(
                    "\(url) answers 404: the \(whose)'s router is not mounted there",
                    "mount it, or give a query that it has")
            ]
        case 500...:
            return [.failure("\(url) answers \(answer.status)", "the system's log has the reason")]
        case 401, 403: return [.ok("\(url) answers \(answer.status): it is there, and asks who we are")]
        default: return [.ok("\(url) answers \(answer.status)")]
        }
    }

    func eventStreams() -> [Observation] {
        guard !deployment.eventURLs.isEmpty else {
            return [
                .skipped("no event stream was named", "name one room's stream, at each instance, with --events-url")
            ]
        }
        guard Curl.program != nil else { return [Self.noCurl] }
        return watch.listeners.map(observation)
    }

    private func observation(_ listener: StreamWatch.Listener) -> Observation {
        let url = listener.url
        if let flaw = listener.stream.flaw {
            return .failure("\(url): \(flaw)", "see the system's log, and what stands before it")
        }
        guard let head = listener.headAfter else {
            return .failure(
                "\(url): not a byte within \(deployment.heartbeat): something before it gathers the answer",
                "turn buffering off there: proxy_buffering off, or the header X-Accel-Buffering: no")
        }
        guard let beat = listener.beatAfter else {
            let end =
                listener.isOpen
                ? "nothing more came within \(deployment.heartbeat)" : "it ended after \(Self.words(head))"
            return .failure(
                "\(url): it answers after \(Self.words(head)), and \(end)",
                "have the system send a comment or an event at least every \(deployment.heartbeat), unbuffered")
        }
        return .ok("\(url): it answers after \(Self.words(head)); something came after \(Self.words(beat))")
    }

    func eventBus() -> [Observation] {
        guard deployment.eventURLs.count > 1 else {
            return [
                .skipped(
                    "fewer than two instances were named", "give one room's stream at each instance (--events-url)")
            ]
        }
        guard Curl.program != nil else { return [Self.noCurl] }
        if let problem = watch.publishing {
            return [
                .failure("--publish-url: \(problem)", "name what publishes an event in that room when it is posted to")
            ]
        }
        let heard = watch.listeners.filter { !$0.stream.events.isEmpty }
        guard !heard.isEmpty else {
            return [
                .skipped(
                    "no event came while it was listened to",
                    "change something in that room meanwhile, or name what does with --publish-url")
            ]
        }
        let all = Set(heard.flatMap(\.stream.events))
        let lacking = watch.listeners.filter { !all.isSubset(of: $0.stream.events) }
        guard !lacking.isEmpty else {
            return [.ok("each of \(watch.listeners.count) instances delivered each of \(all.count) events")]
        }
        return [
            .failure(
                "an event that \(heard[0].url) delivered did not come from \(lacking.map(\.url).joined(separator: ", ")): "
                    + "each instance knows only what it published itself",
                "run one instance, send a room's clients to the same one, or put a shared bus behind them")
        ]
    }

    private static let noCurl = Observation.skipped("curl is not installed", "apt-get install curl")

    private static func words(_ duration: Duration) -> String {
        let (seconds, rest) = duration.components
        return "\(seconds * 1_000 + rest / 1_000_000_000_000_000) ms"
    }
}
