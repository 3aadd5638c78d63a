import LiveShopping
import Reconciliation

@testable import Reports

extension RunFacts {
    static let sample = RunFacts(
        runID: "2026-11-22T020000Z", toolVersion: "1.2.3", build: "Swift 6",
        provenance: [SnapshotFacts.Provenance(name: "database", value: "shop at db.example")],
        options: [Option("fail-on", "critical")], timings: [Timing("read", .milliseconds(1_250))])
}
