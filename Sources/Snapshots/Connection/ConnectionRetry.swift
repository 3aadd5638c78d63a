import Glibc
public import LiveShopping

/// How long a server that lets nobody in just now is asked again.
///
/// Only what passes by itself is waited for: a server that is not there yet, that starts or stops, or that has no
/// connection to give. A wrong password is wrong the second time as well, and may lock the account.
public struct ConnectionRetry: Sendable {
    let limit: TimeSpan
    let waiting: @Sendable (_ reason: String, _ left: TimeSpan) -> Void

    /// - Parameters:
    ///   - limit: For how long new attempts are begun; zero is for one attempt.
    ///   - waiting: Told before each wait why there is one, and how long is left.
    public init(
        limit: TimeSpan, waiting: @escaping @Sendable (_ reason: String, _ left: TimeSpan) -> Void = { _, _ in }
    ) {
        self.limit = limit
        self.waiting = waiting
    }

    public static let never = ConnectionRetry(limit: .zero)

    private static let longestPause = TimeSpan(seconds: 5)

    func connect(_ conninfo: String?) throws(SourceError) -> Connection {
        let end = ContinuousClock.now + .microseconds(limit.microseconds)
        var pause = TimeSpan(microseconds: 500_000)
        while true {
            do throws(SourceError) {
                return try Connection(conninfo: conninfo)
            } catch {
                let left = TimeSpan(microseconds: Self.microseconds(end - .now))
                guard error.isPassing, left > .zero else { throw error }
                waiting(error.problem, left)
                usleep(UInt32(clamping: min(pause, left).microseconds))
                pause = min(TimeSpan(microseconds: pause.microseconds * 2), Self.longestPause)
            }
        }
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, rest) = duration.components
        return seconds > Int64.max / 2_000_000 ? .max : seconds * 1_000_000 + rest / 1_000_000_000_000
    }
}
