import Dispatch
import Glibc
import Repairs

/// Turns SIGINT and SIGTERM into a wish to stop, so that the database is left in order and the user is told.
struct SignalWatch {
    private let sources: [any DispatchSourceSignal]
    private static let signals = [SIGINT, SIGTERM]

    init(_ interruption: Interruption) {
        sources = Self.signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                // The second one means it.
                if interruption.isSet { signal(number, SIG_DFL) }
                interruption.set()
            }
            source.resume()
            return source
        }
    }

    func end() {
        for source in sources { source.cancel() }
        for number in Self.signals { signal(number, SIG_DFL) }
    }
}
