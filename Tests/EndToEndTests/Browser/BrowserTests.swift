import Foundation
import Synchronization
import TestSupport
import Testing

/// What stands on the screen: one browser, so one test after the other.
@Suite("In a browser", .serialized) struct BrowserTests {}

/// A report of simulated data, made once: every rule has found something, and one of them more than fits on a page.
struct BrowserReport {
    private static let made = Mutex<Result<NightResult, any Error>?>(nil)

    static func shared() throws -> NightResult {
        let result = made.withLock { made in
            let result = made ?? Result { try make() }
            made = result
            return result
        }
        return try result.get()
    }

    private static func make() throws -> NightResult {
        let folder = try TemporaryFolder()
        let simulated = try Tieout.run(
            "simulate", "--snapshot", folder.path("snapshot"), "--sessions", "100", "--seed", "7",
            "--faults-per-rule", "1", "--fault", "integrity.orphan-override=1010", "--fault", "price.margin=3",
            "--fault", "conversion.duplicate-orders=3")
        try #require(simulated.status == 0, "\(simulated.stderr)")
        let arguments = [
            "run", "--snapshot", folder.path("snapshot"), "--output", folder.path("output"), "--fail-on", "never",
        ]
        // The night before, so that there is something to compare with.
        let earlier = try Tieout.run(arguments + ["--as-of", "2026-11-21T02:00:00Z"])
        try #require(earlier.status == 0, "\(earlier.stderr)")
        let run = try Tieout.run(arguments)
        try #require(run.status == 0, "\(run.stderr)")
        let latest = URL(fileURLWithPath: folder.path("output/latest")).resolvingSymlinksInPath()
        return NightResult(run: run, folder: latest, kept: folder)
    }

    /// The statement of a client of that report who has bought something: a page for other eyes, in the same look.
    static func statement() throws -> String {
        let night = try shared()
        let kept = try #require(night.kept)
        let client = try #require(try night.rows("sessions.csv").first { $0["kept_order_id"] != "" }?["client_id"])
        let run = try Tieout.run(
            "run", "--snapshot", kept.path("snapshot"), "--output", kept.path("output"), "--audience", "client",
            "--client", client)
        let line = try #require(run.stdout.firstMatch(of: /Statement: (.+)\n/), "\(run.stdout)\(run.stderr)")
        return String(line.1)
    }
}
