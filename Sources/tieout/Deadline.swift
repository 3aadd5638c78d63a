import Dispatch
import Glibc
import LiveShopping

/// The moment at which the program ends, done or not.
enum Deadline {
    /// Waits on a thread of its own, because every other one may be waiting for a server, a disk or a name.
    ///
    /// The end is that of a killed program: what was not published is not there, and the server takes back its transaction.
    static func keep(_ span: TimeSpan) {
        let end = ContinuousClock.now + .microseconds(span.microseconds)
        DispatchQueue(label: "deadline").async {
            while ContinuousClock.now < end {
                let left = (end - .now).components.seconds
                usleep(UInt32(clamping: min(max(left, 0) * 900_000 + 1_000, 60_000_000)))
            }
            StandardError.complain(
                "the deadline: not done within \(span); what was not published by then is not there; see what it waited "
                    + "for, or give it longer (--deadline)")
            _exit(ExitStatus.unreachable)
        }
    }
}
