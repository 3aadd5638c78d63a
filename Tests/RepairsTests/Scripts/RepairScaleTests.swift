import Foundation
import LiveShopping
import Reconciliation
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

@Suite("Repair scripts: many repairs")
struct RepairScaleTests {
    /// `TIEOUT_REPAIRS=100000` tries as many as that.
    private static let count = ProcessInfo.processInfo.environment["TIEOUT_REPAIRS"].flatMap { Int($0) } ?? 1_000

    @Test func `Many repairs are one COPY block and a handful of statements`() throws {
        let count = Self.count
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(count))
            let before = try shop.digest()
            let clock = ContinuousClock()
            var scripts = 0.0
            let proposals = Sessions.proposals(count)
            let began = clock.now
            try shop.scripts(proposals) { folder in
                scripts = Self.seconds(clock.now - began)
                let text = try folder.text("lifecycle.abandoned.sql")
                #expect(text.split(separator: "\n").count { $0.hasPrefix("COPY pg_temp.tieout_change") } == 1)
                #expect(text.split(separator: "\n").count { $0.hasSuffix(";") } < 10)
                let (apply, applied) = try Self.timed { try folder.apply("lifecycle.abandoned.sql") }
                #expect(applied.says(count, count, 0), "\(applied.output.suffix(500))")
                let (undo, undone) = try Self.timed { try folder.apply("undo/lifecycle.abandoned.sql") }
                #expect(undone.says(count, count, 0), "\(undone.output.suffix(500))")
                print("\(count) repairs: written in \(scripts) s, applied in \(apply) s, taken back in \(undo) s")
            }
            #expect(try shop.digest() == before)
        }
    }

    private static func timed<Value>(_ work: () throws -> Value) rethrows -> (Double, Value) {
        let clock = ContinuousClock()
        let began = clock.now
        let value = try work()
        return (seconds(clock.now - began), value)
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
