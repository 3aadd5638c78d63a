import Foundation
import TestSupport

/// A run that is killed at a random moment: then there is a whole report or none, and the next run is as if nothing had been.
struct Kill: Trial {
    private let ground: Ground
    private let seconds: Double

    init(_ ground: Ground) throws {
        self.ground = ground
        let start = ContinuousClock.now
        _ = try ground.run(["run", "--snapshot", ground.snapshot.path, "--output", ground.folder.path + "/once"])
        // It only spreads the moments; no verdict rests on it.
        seconds =
            Double((ContinuousClock.now - start).components.attoseconds) / 1e18
            + Double((ContinuousClock.now - start).components.seconds)
    }

    mutating func attempt(_ random: inout SeededGenerator, in folder: URL) throws -> String? {
        let output = folder.appendingPathComponent("output").path
        let moment = String(Double.random(in: 0...seconds * 1.1, using: &random))
        let killed = try CommandRun.run(
            "/usr/bin/env",
            ["timeout", "-s", "KILL", moment, Ground.tieout] + arguments(output),
            environment: ["TIEOUT_TEMPLATES": ground.package.appendingPathComponent("templates").path])
        guard [0, 9, 137].contains(killed.status) else { return "status \(killed.status): \(killed.stderr)" }
        if FileManager.default.fileExists(atPath: output + "/latest"), let problem = try verified(output) {
            return problem
        }
        if let problem = Ground.problem(try ground.run(arguments(output)), allowed: [0]) { return problem }
        let left = try FileManager.default.contentsOfDirectory(atPath: output).filter { $0.contains("partial") }
        return left.isEmpty ? try verified(output) : "left: \(left)"
    }

    private func arguments(_ output: String) -> [String] {
        ["run", "--snapshot", ground.snapshot.path, "--output", output, "--fail-on", "never"]
    }

    private func verified(_ output: String) throws -> String? {
        Ground.problem(try ground.run(["verify", output]), allowed: [0])
    }
}
