import Foundation
import TestSupport

/// The attempts of one kind, and what is kept of those that fail.
struct Campaign {
    let name: String
    let ground: Ground
    let seed: UInt64
    let keep: URL
    private var result: Result

    init(name: String, ground: Ground, seed: UInt64, keep: URL) {
        (self.name, self.ground, self.seed, self.keep) = (name, ground, seed, keep)
        result = Result(name: name)
    }

    /// - Parameters:
    ///   - attempts: How many; nil for as many as the time allows.
    mutating func run(attempts: Int?, seconds: Double) throws -> Result {
        let end = ContinuousClock.now + .seconds(seconds)
        var trial = try Trials.ofTheProgram[name]?.init(ground)
        var size = 20
        while attempts.map({ result.tried < $0 }) ?? (ContinuousClock.now < end) {
            guard trial != nil else {
                let start = ContinuousClock.now
                try runChild(count: min(size, attempts.map { $0 - result.tried } ?? size))
                // A process of its own for about ten seconds each.
                if ContinuousClock.now - start < .seconds(5) { size *= 2 }
                continue
            }
            let folder = try emptyFolder()
            var random = SeededGenerator(seed: seed &+ UInt64(result.tried))
            if let problem = try trial?.attempt(&random, in: folder) {
                try fail(problem, seed &+ UInt64(result.tried), folder)
            }
            result.tried += 1
        }
        return result
    }

    private func emptyFolder() throws -> URL {
        let folder = ground.folder.appendingPathComponent("attempt")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private mutating func runChild(count: Int) throws {
        let folder = try emptyFolder()
        let first = seed &+ UInt64(result.tried)
        let run = try CommandRun.run(
            "/usr/bin/env",
            [
                "timeout", "-s", "KILL", "600", CommandLine.arguments[0], "--child", name, "--attempts", "\(count)",
                "--seed",
                "\(first)",
            ], environment: ["TORMENT_FOLDER": folder.path, "SWIFT_BACKTRACE": "enable=no"])
        let lines = run.stdout.split(separator: "\n")
        for line in lines where line.hasPrefix("failed ") { try fail(String(line), first, folder) }
        if run.status != 0 {
            let last = try? String(contentsOf: folder.appendingPathComponent("seed"), encoding: .utf8)
            try fail("status \(run.status), seed \(last ?? "unknown"): \(run.stderr.suffix(500))", first, folder)
            // Only those up to the one that ended it were tried.
            result.tried += last.flatMap(UInt64.init).map { Int($0 &- first) + 1 } ?? 1
        } else {
            result.tried += count
        }
    }

    private mutating func fail(_ problem: String, _ seed: UInt64, _ folder: URL) throws {
        result.failed += 1
        let place = keep.appendingPathComponent("\(name.prefix { $0.isLetter })-\(seed)-\(result.failed)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try? FileManager.default.copyItem(at: folder, to: place.appendingPathComponent("attempt"))
        try? Data("\(name)\nseed \(seed)\n\(problem)\n".utf8).write(to: place.appendingPathComponent("what.txt"))
        print("\(name), seed \(seed): \(problem)")
    }
}

/// The attempts that one child makes.
struct Attempts {
    private var trial: any Trial
    private let folder: URL

    init(_ trial: any Trial, _ ground: Ground) {
        self.trial = trial
        folder = ProcessInfo.processInfo.environment["TORMENT_FOLDER"].map { URL(fileURLWithPath: $0) } ?? ground.folder
    }

    mutating func run(count: Int, seed: UInt64) throws {
        // Whoever finds this process dead reads here what it did last.
        let note = open(folder.appendingPathComponent("seed").path, O_WRONLY | O_CREAT, 0o644)
        defer { close(note) }
        for number in 0..<count {
            let own = seed &+ UInt64(number)
            let text = Array("\(own)".utf8)
            ftruncate(note, 0)
            pwrite(note, text, text.count, 0)
            var random = SeededGenerator(seed: own)
            if let problem = try trial.attempt(&random, in: folder) { print("failed with seed \(own): \(problem)") }
        }
    }
}
