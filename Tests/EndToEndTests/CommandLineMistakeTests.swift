import Foundation
import TestSupport
import Testing

@Suite("Mistakes on the command line are one line that says what to write")
struct CommandLineMistakeTests {
    @Test(arguments: [
        (["--grace", "15min"], "write a duration: 90s, 15m, 24h, 35d or 0"),
        (["--deadline", "1.5h"], "write a duration: 90s, 15m, 24h, 35d or 0"),
        (["--as-of", "2026-11-22T02:00:00"], "write a time with its zone: 2026-11-22T02:00:00Z"),
        (["--as-of", "\u{0662}\u{0660}\u{0662}\u{0666}-11-22T02:00:00Z"], "write a time with its zone"),
        (["--as-of", "999999-01-01T00:00:00Z"], "write a time with its zone"),
        (["--jobs", "0"], "write a number from 1 to 64"), (["--jobs", "\u{0664}"], "write a number from 1 to 64"),
        (["--pages", "many"], "write a number from 0 to 10000"), (["--cart-limit", "few"], "write a number of items"),
        (["--max-repair-ratio", "half"], "write a share: 10% or 0.1"),
        (["--gracee", "1m"], "Did you mean '--grace'"), (["--xyzzy"], "Unknown option '--xyzzy'; see 'tieout help'"),
    ])
    func mistake(_ arguments: [String], _ advice: String) throws {
        let run = try Tieout.run(["run", "--database", "dbname=x"] + arguments)
        #expect(run.status == 64, "\(run)")
        #expect(run.stderr.hasPrefix("tieout: ") && run.stderr.contains(advice), "\(run.stderr)")
        #expect(run.stderr.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "\(run.stderr)")
    }
}
