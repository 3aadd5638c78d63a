import Foundation
import TestSupport
import Testing

@testable import Reconciliation
@testable import Reports

@Suite("What was written is told from what was not")
struct VerificationTests {
    private func problems(_ folders: URL..., wholeChain: Bool = false) throws -> [String] {
        let verification = try Verification(folders, wholeChain: wholeChain)
        let problems = verification.runs.flatMap(\.problems)
        #expect(verification.isIntact == problems.isEmpty)
        return problems.map { problem in
            let parts = problem.path.split(separator: "/")
            let start = parts.firstIndex { RunName(String($0)) != nil } ?? 0
            return "\(problem.kind.rawValue) \(parts[start...].joined(separator: "/"))"
        }
    }

    @Test func `nothing is wrong with what was just written`() throws {
        try withNights { nights in
            for night in [1, 2, 2, 3] { try nights.publish(night) }
            #expect(try problems(nights.output, wholeChain: true) == [])
            #expect(try problems(nights.output.appendingPathComponent("latest")) == [])
            #expect(try Verification([nights.output]).runs.count == 4)
        }
    }

    /// The law: whichever byte of whichever file changes, that file is named, and nothing else.
    @Test func `one byte is enough`() throws {
        var generator = SeededGenerator.printed()
        try withNights { nights in
            let runs = try [1, 2].map { try nights.publish($0) }
            for run in runs {
                for path in try OutputFolder.files(in: run) {
                    let file = run.appendingPathComponent(path)
                    let whole = try Data(contentsOf: file)
                    for _ in 0..<(path == "manifest.json" ? 40 : 3) {
                        var altered = whole
                        altered[Int.random(in: 0..<whole.count, using: &generator)] ^= UInt8.random(
                            in: 1...255, using: &generator)
                        try altered.write(to: file)
                        #expect(try problems(nights.output) == ["altered \(run.lastPathComponent)/\(path)"])
                    }
                    try whole.write(to: file)
                }
            }
            #expect(try problems(nights.output) == [])
        }
    }

    @Test func `what was taken away is named`() throws {
        try withNights { nights in
            let runs = try [1, 2].map { try nights.publish($0) }
            for run in runs {
                for path in try OutputFolder.files(in: run) {
                    let file = run.appendingPathComponent(path)
                    let whole = try Data(contentsOf: file)
                    try FileManager.default.removeItem(at: file)
                    #expect(try problems(nights.output) == ["missing \(run.lastPathComponent)/\(path)"])
                    try whole.write(to: file)
                }
            }
        }
    }

    @Test(arguments: ["note.txt", "rules/line.price.html~", "repairs/undo/x.sql", ".hidden", "empty/"])
    func `what was added is named`(path: String) throws {
        try withNights { nights in
            let run = try nights.publish(1)
            let place = run.appendingPathComponent(path)
            let isFolder = path.hasSuffix("/")
            let folder = isFolder ? place : place.deletingLastPathComponent()
            let isNew = !FileManager.default.fileExists(atPath: folder.path)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            if !isFolder { try OutputFile.write("", to: place) }
            let added = path == "repairs/undo/x.sql" ? ["repairs/undo", path] : [isFolder ? "empty" : path]
            #expect(isNew == (isFolder || added.count == 2))
            #expect(try problems(run) == added.map { "added \(run.lastPathComponent)/\($0)" })
        }
    }

    @Test func `a link to the same bytes is no file`() throws {
        try withNights { nights in
            let run = try nights.publish(1)
            let (file, copy) = (
                run.appendingPathComponent("findings.csv"), nights.output.appendingPathComponent("copy")
            )
            try FileManager.default.moveItem(at: file, to: copy)
            try FileManager.default.createSymbolicLink(at: file, withDestinationURL: copy)
            #expect(try problems(run) == ["altered \(run.lastPathComponent)/findings.csv"])
        }
    }

    /// Someone who alters a figure, puts its hash into the manifest and seals that again.
    @Test func `a forger is found out by the next manifest`() throws {
        try withNights { nights in
            let runs = try [1, 2, 3].map { try nights.publish($0) }
            try Forger.forge(runs[1])
            #expect(try problems(runs[1]) == [])
            let named = ["altered \(runs[1].lastPathComponent)/manifest.json"]
            #expect(try problems(nights.output) == named)
            #expect(try problems(runs[2]) == named)
            #expect(try problems(runs[2], runs[1], runs[0]) == named)
        }
    }

    @Test func `a pruned run is said to be gone`() throws {
        try withNights { nights in
            let runs = try [1, 2, 3].map { try nights.publish($0) }
            try FileManager.default.removeItem(at: runs[0])
            #expect(try problems(nights.output) == [])
            let notes = try Verification([nights.output]).runs.flatMap(\.notes)
            #expect(notes == ["the run before it, \(runs[0].lastPathComponent), is not there any more"])
            #expect(try problems(nights.output, wholeChain: true) == ["missing \(runs[0].lastPathComponent)"])
        }
    }

    @Test func `a run that was moved is known by its hash`() throws {
        try withNights { nights in
            let runs = try [1, 2].map { try nights.publish($0) }
            let moved = nights.output.appendingPathComponent("archive/\(runs[0].lastPathComponent)")
            try FileManager.default.createDirectory(
                at: moved.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.moveItem(at: runs[0], to: moved)
            #expect(try problems(runs[1], moved, wholeChain: true) == [])
        }
    }

    @Test func `a chain that begins again is noted`() throws {
        try withNights { nights in
            try nights.publish(1)
            try FileManager.default.removeItem(at: nights.output.appendingPathComponent("latest"))
            let second = try nights.publish(2)
            #expect(try problems(nights.output) == [])
            #expect(try Verification([nights.output]).runs.map(\.notes.count) == [0, 1])
            #expect(
                try problems(nights.output, wholeChain: true) == ["missing \(second.lastPathComponent)/manifest.json"])
        }
    }

    @Test func `the order of the folders does not matter`() throws {
        var generator = SeededGenerator.printed()
        try withNights { nights in
            var runs = try [1, 2, 2, 3].map { try nights.publish($0) }
            try Data("altered".utf8).write(to: runs[1].appendingPathComponent("totals.csv"))
            try Forger.forge(runs[2])
            let expected = try Verification([nights.output]).lines
            for _ in 0..<5 {
                runs.shuffle(using: &generator)
                #expect(try Verification(runs + [nights.output]).lines == expected)
                #expect(try Verification(runs).lines == expected)
            }
        }
    }

    @Test func `says what it cannot look at`() throws {
        try withTemporaryFolder { folder in
            let none = folder.appendingPathComponent("none")
            #expect(throws: VerificationError.self) { try Verification([none]) }
            let error = #expect(throws: VerificationError.self) { try Verification([folder]) }
            #expect(error?.problem == "there is no run in it")
        }
    }
}

/// Alters a report and everything in it that would tell.
private enum Forger {
    static func forge(_ run: URL) throws {
        let file = run.appendingPathComponent("findings.csv")
        let old = try FileDigest(of: file)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count - 3] ^= 1
        try bytes.write(to: file)
        let place = run.appendingPathComponent("manifest.json")
        let text = try String(contentsOf: place, encoding: .utf8)
            .replacing(old.sha256, with: try FileDigest(of: file).sha256)
            .replacing(/"seal" : "[0-9a-f]{64}"/, with: "\"seal\" : \"\(ManifestSeal.blank)\"")
        try ManifestSeal.sealed(Data(text.utf8)).write(to: place)
    }
}
