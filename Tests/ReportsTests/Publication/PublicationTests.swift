import Foundation
import Testing

@testable import Reports

@Suite struct PublicationTests {
    private struct Failure: Error {}

    private func publish(_ name: String = "2026-11-22T020000Z", in output: URL, _ content: String) throws -> URL {
        let publication = try Publication.open(output: output)
        return try publication.publish(name) { folder in
            try OutputFile.write(content, to: folder.appendingPathComponent("index.html"))
        }
    }

    @Test func publishesAWholeFolderAndLatest() throws {
        try withTemporaryFolder { root in
            let output = root.appendingPathComponent("deep/output")
            let folder = try publish(in: output, "first")
            #expect(folder.lastPathComponent == "2026-11-22T020000Z")
            #expect(try text(output, "latest/index.html") == "first")
            #expect(try names(in: output) == [".tieout.lock", "2026-11-22T020000Z", "latest"])
        }
    }

    @Test func numbersRunsAtTheSameTime() throws {
        try withTemporaryFolder { output in
            let folders = try ["first", "second", "third"].map { try publish(in: output, $0).lastPathComponent }
            #expect(folders == ["2026-11-22T020000Z", "2026-11-22T020000Z-2", "2026-11-22T020000Z-3"])
            #expect(try text(output, "2026-11-22T020000Z/index.html") == "first")
            #expect(try text(output, "latest/index.html") == "third")
        }
    }

    @Test func leavesNothingOfARunThatFails() throws {
        try withTemporaryFolder { output in
            _ = try publish(in: output, "good")
            let publication = try Publication.open(output: output)
            #expect(throws: Failure.self) {
                _ = try publication.publish("2026-11-23T020000Z") { folder in
                    try OutputFile.write("half", to: folder.appendingPathComponent("index.html"))
                    throw Failure()
                }
            }
            #expect(try names(in: output) == [".tieout.lock", "2026-11-22T020000Z", "latest"])
            #expect(try text(output, "latest/index.html") == "good")
        }
    }

    @Test func isInvisibleUntilItIsWhole() throws {
        try withTemporaryFolder { output in
            let publication = try Publication.open(output: output)
            _ = try publication.publish("run") { folder in
                #expect(folder.lastPathComponent.hasPrefix(".tieout-run.partial-"))
                let found = try names(in: output)
                #expect(found == [folder.lastPathComponent, ".tieout.lock"])
            }
        }
    }

    @Test func endsASecondRunOnTheSameOutput() throws {
        try withTemporaryFolder { output in
            let first = try Publication.open(output: output)
            let error = #expect(throws: PublicationError.self) { _ = try Publication.open(output: output) }
            #expect(error?.exitStatus == 75)
            #expect(
                error?.description == "\(output.path)/.tieout.lock: process \(getpid()) is writing a report to this "
                    + "folder; wait until it has ended, or choose another with --output")
            _ = consume first
            _ = try Publication.open(output: output)
        }
    }

    @Test func followsNoLinkToTheLock() throws {
        try withTemporaryFolder { output in
            try OutputFile.write("precious", to: output.appendingPathComponent("notes"))
            let lock = output.appendingPathComponent(".tieout.lock").path
            #expect(symlink("notes", lock) == 0)
            let error = #expect(throws: PublicationError.self) { _ = try Publication.open(output: output) }
            #expect(error?.exitStatus == 73)
            #expect(
                error?.description == "\(lock): cannot be written: Too many levels of symbolic links; move what is in "
                    + "the way, or choose another folder with --output")
            #expect(try text(output, "notes") == "precious")
            unlink(lock)
            #expect(mkfifo(lock, 0o600) == 0)
            #expect(throws: PublicationError.self) { _ = try Publication.open(output: output) }
        }
    }

    @Test func removesWhatDeadRunsLeft() throws {
        try withTemporaryFolder { output in
            for name in [".tieout-a.partial-1", ".tieout-latest-1", ".tieout-notes", "keep.partial-1"] {
                try FileManager.default.createDirectory(
                    at: output.appendingPathComponent(name), withIntermediateDirectories: true)
            }
            _ = try Publication.open(output: output)
            #expect(try names(in: output) == [".tieout-notes", ".tieout.lock", "keep.partial-1"])
        }
    }

    @Test func saysWhatIsInTheWay() throws {
        try withTemporaryFolder { root in
            try OutputFile.write("", to: root.appendingPathComponent("file"))
            for path in ["file", "file/below"] {
                let output = root.appendingPathComponent(path)
                let error = #expect(throws: PublicationError.self) { _ = try Publication.open(output: output) }
                #expect(error?.exitStatus == 73)
                #expect(
                    error?.description == "\(output.path): cannot be written: Not a directory; move what is in the "
                        + "way, or choose another folder with --output")
            }
        }
    }

    @Test func refusesALatestThatIsNoLink() throws {
        try withTemporaryFolder { output in
            try OutputFile.write("mine", to: output.appendingPathComponent("latest"))
            let error = #expect(throws: PublicationError.self) { _ = try Publication.open(output: output) }
            #expect(
                error?.description
                    == "\(output.path)/latest: cannot be written: it is not a symbolic link, so tieout did "
                    + "not make it; move it out of the way, or choose another folder with --output")
        }
    }

    @Test func saysWhenTheDiskIsFull() {
        #expect(
            PublicationError.system("/output/findings.csv", code: ENOSPC).description
                == "/output/findings.csv: cannot be written: No space left on device; free space on that disk, or "
                + "choose another folder with --output")
    }

    @Test func neverWritesOverAFile() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("findings.csv")
            try OutputFile.write("first", to: file)
            let error = #expect(throws: PublicationError.self) { try OutputFile.write("second", to: file) }
            #expect(error?.exitStatus == 73)
            #expect(try text(folder, "findings.csv") == "first")
        }
    }
}
