import Foundation
import TestSupport

/// One kind of torment.
protocol Trial {
    init(_ ground: Ground) throws

    /// Does it once, by what the generator says, in a folder of its own.
    ///
    /// - Returns: What went wrong; nil when tieout did what it should.
    mutating func attempt(_ random: inout SeededGenerator, in folder: URL) throws -> String?
}

enum Trials {
    /// What reads in this very process, where a trap ends everything.
    static var inProcess: [String: any Trial.Type] {
        [
            "snapshots with flipped, cut and doubled bytes, hashes made right": AlteredSnapshot.self,
            "servers that flip, cut, double and hold back what they say": AlteredServer.self,
            "JSON, manifests and repair scripts with altered bytes": AlteredText.self,
        ]
    }

    /// What runs the program.
    static var ofTheProgram: [String: any Trial.Type] {
        [
            "kills at a random moment": Kill.self,
            "disks that fill up": SmallDisk.self,
            "hostile configurations": HostileConfiguration.self,
            "hostile templates": HostileTemplate.self,
            "hostile names, codes and words": HostileNames.self,
        ]
    }

    static var names: [String] { inProcess.keys.sorted() + ofTheProgram.keys.sorted() }
}

/// What all trials stand on: the program, a healthy snapshot, and a folder for what they make.
struct Ground {
    let folder: URL
    let snapshot: URL
    let package: URL

    /// Beside this program.
    static let tieout = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("tieout").path

    init(seed: UInt64) throws {
        folder = ScratchFolder.url.appendingPathComponent("torment")
        snapshot = folder.appendingPathComponent("healthy")
        package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let made = try run([
            "simulate", "--snapshot", snapshot.path, "--sessions", "3", "--seed", "\(seed)", "--faults-per-rule", "1",
        ])
        guard made.status == 0 else { throw Unfit(why: "simulate: \(made)") }
    }

    struct Unfit: Error { let why: String }

    /// Runs the program, which is ended by force when it has not ended after two minutes.
    func run(_ arguments: [String], through wrapper: [String] = []) throws -> CommandRun {
        try CommandRun.run(
            "/usr/bin/env", ["timeout", "-s", "KILL", "120"] + wrapper + [Self.tieout] + arguments,
            environment: [
                "TIEOUT_TEMPLATES": package.appendingPathComponent("templates").path, "SWIFT_BACKTRACE": "enable=no",
            ])
    }

    /// What is wrong with how a run ended; nil for each way that the documentation knows.
    static func problem(_ run: CommandRun, allowed: Set<Int32> = [0, 2, 64, 65, 69, 73, 75, 78]) -> String? {
        guard allowed.contains(run.status) else { return "status \(run.status): \(run.stderr.suffix(500))" }
        let isSilent = run.stderr.isEmpty
        if run.status > 2, isSilent || !run.stderr.hasPrefix("tieout: ") {
            return "no sentence: \(run.stderr.prefix(500))"
        }
        let isPlain = run.stderr.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
        return isPlain ? nil : "control characters: \(run.stderr.prefix(500).debugDescription)"
    }
}
