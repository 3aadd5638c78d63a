import Foundation
import TestSupport
import Testing

@Suite("A client's statement is made apart from the reports")
struct StatementCommandTests {
    @Test func standsByItself() throws {
        let folder = try TemporaryFolder()
        let snapshot = folder.path("snapshot")
        #expect(try Tieout.run("simulate", "--snapshot", snapshot, "--sessions", "20", "--seed", "3").status == 0)
        let output = folder.path("output")
        #expect(try Tieout.run("run", "--snapshot", snapshot, "--output", output).status == 0)
        let arguments = ["run", "--snapshot", snapshot, "--output", output, "--audience", "client", "--client", "1"]
        let run = try Tieout.run(arguments)
        #expect(run.status == 0 && run.stderr.isEmpty, "\(run.stderr)")
        let place = output + "/statements/client-1/2026-11-22T020000Z"
        #expect(run.stdout == "Statement: \(place)/index.html\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).sorted() == ["index.html", "statement.csv"])
        // The night's report is what it was, and vouches for all that is its own.
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: output + "/latest") == "2026-11-22T020000Z")
        let verified = try Tieout.run("verify", output)
        #expect(verified.status == 0, "\(verified.stdout)\(verified.stderr)")
    }

    @Test(arguments: [
        (["--audience", "client"], "needs --client ID"), (["--client", "1"], "goes with --audience client"),
        (["--audience", "client", "--client", "x"], "--client"), (["--audience", "auditor"], "--audience"),
    ])
    func whatDoesNotGoTogetherIsRefused(arguments: [String], message: String) throws {
        let run = try Tieout.run(["run"] + arguments)
        #expect(run.status == 64 && run.stderr.contains(message), "\(run.stderr)")
    }

    @Test func aClientWhoDoesNotExistHasNone() throws {
        let folder = try TemporaryFolder()
        let snapshot = folder.path("snapshot")
        #expect(try Tieout.run("simulate", "--snapshot", snapshot, "--sessions", "5", "--seed", "3").status == 0)
        let run = try Tieout.run([
            "run", "--snapshot", snapshot, "--output", folder.path("output"), "--audience", "client", "--client", "0",
        ])
        #expect(run.status == 64 && run.stderr.contains("There is no client 0"), "\(run.stderr)")
    }
}
