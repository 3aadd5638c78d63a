package import Snapshots
internal import Synchronization

/// Somebody's wish, from any thread, that repairs stop: the statement that runs is cancelled, and no other begun.
package final class Interruption: Sendable {
    private let wish = Atomic(false)
    private let canceller: Canceller?

    package init(_ connection: Connection) {
        canceller = connection.canceller
    }

    package var isSet: Bool { wish.load(ordering: .acquiring) }

    package func set() {
        wish.store(true, ordering: .releasing)
        canceller?.cancel()
    }

    func failure(at place: String) -> RepairFailure {
        RepairFailure(
            .interrupted, place: place, problem: "it was interrupted",
            remedy: "run it again to go on: what was applied will be skipped")
    }
}
