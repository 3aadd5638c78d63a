import Foundation
import TestSupport
import Testing

/// One round of the campaign that `Scripts/torment` makes for as long as it is told.
@Suite("Torment")
struct TormentTests {
    private static let program = Tieout.executable.deletingLastPathComponent().appendingPathComponent("torment").path

    private static let quick = [
        "JSON, manifests and repair scripts with altered bytes",
        "snapshots with flipped, cut and doubled bytes, hashes made right",
        "servers that flip, cut, double and hold back what they say",
    ]
    private static let slow = [
        "disks that fill up", "hostile configurations", "hostile templates", "hostile names, codes and words",
    ]

    @Test("One round of it fails nowhere", arguments: [(quick, 100), (slow, 1)])
    func round(kinds: [String], attempts: Int) throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator.printed("torment")
        let seed = random.next() >> 1
        let arguments = ["--attempts", "\(attempts)", "--seed", "\(seed)", "--keep", folder.path("kept")]
        let run = try CommandRun.run(Self.program, arguments + kinds.flatMap { ["--kind", $0] })
        #expect(run.status == 0, "\(run)")
        for kind in kinds { #expect(run.stdout.contains("| \(kind) | \(attempts) | 0 |"), "\(run.stdout)") }
    }
}
