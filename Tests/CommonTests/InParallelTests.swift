import Common
import Glibc
import Synchronization
import Testing

@Suite struct InParallelTests {
    @Test("Parts of parts are under way at once, and results come in order")
    func nested() {
        let present = Mutex(0)
        // Counted from here: a trait's limit counts the time for which the test waits for its turn, too.
        let end = ContinuousClock.now + .seconds(60)
        let results = inParallel(2, threads: 2) { outer in
            inParallel(2, threads: 2) { inner in
                present.withLock { $0 += 1 }
                // Everybody waits for the other three.
                while present.withLock({ $0 < 4 }), ContinuousClock.now < end { usleep(100) }
                return 2 * outer + inner
            }
        }
        #expect(ContinuousClock.now < end)
        #expect(results == [[0, 1], [2, 3]])
    }

    @Test("The first part that failed is told, and those after it are not begun", arguments: [1, 3])
    func failure(threads: Int) {
        struct Failed: Error, Equatable { let number: Int }
        let begun = Mutex<[Int]>([])
        #expect(throws: Failed(number: 5)) {
            try inParallel(1_000, threads: threads) { (number) throws(Failed) in
                begun.withLock { $0.append(number) }
                if number == 5 { throw Failed(number: number) }
                if number > 5 { usleep(1_000) }
            }
        }
        #expect(begun.withLock { Set($0).isSuperset(of: 0...5) && $0.count < 1_000 })
    }
}
