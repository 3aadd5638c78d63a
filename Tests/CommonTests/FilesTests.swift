import Files
import Foundation
import Testing

@Suite("What the system says against files is said in its own words")
struct FilesTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tieout-files-\(UUID().uuidString)")
            .path
        try NewFolder.create(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func `folders are made with those above them, and what cannot be made says so`() throws {
        try inFolder { folder in
            for path in ["a/b/c", "a/b/c", "d//e/", "f/"] { try NewFolder.create(folder + "/" + path) }
            #expect(
                try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() == [
                    "a", "a/b", "a/b/c", "d", "d/e", "f",
                ])
            try NewFile.replace(folder + "/file", with: "x")
            for (path, code) in [(folder + "/file", ENOTDIR), (folder + "/file/g", ENOTDIR), ("", ENOENT)] {
                let failure = #expect(throws: FileFailure.self) { try NewFolder.create(path) }
                #expect(failure?.code == code, "\(path)")
            }
        }
    }

    @Test func `a file is read by parts, and what is no ordinary file is not opened as one`() throws {
        try inFolder { folder in
            try NewFile.replace(folder + "/file", with: Array(0..<100))
            let file = try ExistingFile.ordinary(folder + "/file")
            var room = [UInt8](repeating: 0, count: 64)
            for (offset, count) in [(0, 64), (64, 36), (99, 1), (100, 0), (1_000, 0)] {
                let found = try room.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
                #expect(found == count && room.prefix(found).elementsEqual((offset..<offset + found).map { UInt8($0) }))
            }
            try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "file")
            mkfifo(folder + "/fifo", 0o600)
            for (name, code) in [("link", ELOOP), ("fifo", EINVAL), ("none", ENOENT), ("", EINVAL)] {
                let failure = #expect(throws: FileFailure.self) { _ = try ExistingFile.ordinary(folder + "/" + name) }
                #expect(failure?.code == code, "\(name)")
            }
            #expect(try ExistingFile(folder + "/link").read(into: .init(start: nil, count: 0), at: 0) == 0)
        }
    }

    @Test func `what FileManager could not do has the system's reason`() throws {
        let manager = FileManager.default
        func reason(_ body: () throws -> Void) -> String {
            do { try body() } catch { return FileFailure.reason(of: error) }
            return "nothing"
        }
        #expect(reason { try manager.removeItem(atPath: "/nonsense") } == "No such file or directory")
        #expect(reason { _ = try manager.subpathsOfDirectory(atPath: "/nonsense") } == "No such file or directory")
        #expect(reason { _ = try String(contentsOfFile: "/", encoding: .utf8) } == "Is a directory")
        try inFolder { folder in
            try NewFile.replace(folder + "/latin", with: [0xE9, 0x20])
            #expect(reason { _ = try String(contentsOfFile: folder + "/latin", encoding: .utf8) } == "it is not UTF-8")
        }
    }
}
