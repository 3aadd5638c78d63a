import Foundation
import TestSupport
import Testing

@Suite("Nobody waits for ever")
struct DeadlineTests {
    @Test("A run that is not done by its deadline ends with one line, and has published nothing")
    func deadline() throws {
        let shop = try Shop("deadline")
        let meddler = try Meddler(before: shop.database) { $0.type == "H" && $0.count == 4 ? nil : $0.bytes }
        let source = ["--database", meddler.conninfo(shop.database)]
        let kept = shop.folder.path("kept")
        for arguments in [
            ["run"] + source + ["--output", shop.folder.path("output"), "--deadline", "2s"],
            ["snapshot"] + source + ["--deadline", "2s", kept],
        ] {
            let run = try Tieout.run(arguments)
            #expect(run.status == 69, "\(run)")
            #expect(run.stdout.isEmpty)
            #expect(run.stderr.hasPrefix("tieout: the deadline: not done within 2s; "), "\(run)")
            #expect(run.stderr.split(separator: "\n").count == 1)
        }
        #expect(try !shop.published().contains { $0.hasPrefix("latest") })
        #expect(!FileManager.default.fileExists(atPath: kept))
    }

    @Test("A server that falls silent is given up after --read-timeout, from the flag or the configuration")
    func readTimeout() throws {
        let shop = try Shop("silent")
        let meddler = try Meddler(before: shop.database) { $0.type == "H" && $0.count == 2 ? nil : $0.bytes }
        let config = try shop.write("read-timeout: 1s\n")
        for more in [["--read-timeout", "1s"], ["--config", config]] {
            let run = try Tieout.run(
                ["run", "--database", meddler.conninfo(shop.database), "--output", shop.folder.path("o")] + more)
            #expect(run.status == 69, "\(run)")
            #expect(run.stderr.contains("the server fell silent while reading"), "\(run)")
        }
    }
}
