import Common
import Foundation
import Testing

@Suite("Other programs are told something, heard and waited for")
struct ChildProcessTests {
    @Test func `a program reads what it is told, and what it prints on either stream is heard`() throws {
        let told = String(repeating: "é\n", count: 100_000)
        let process = try ChildProcess(
            "/bin/sh", ["-c", "cat; printf '%s' \"$1 $word\" >&2", "sh", "a  b"], environment: ["word": "c\"d"],
            input: told, output: .own)
        #expect(process.printed() == told + "a  b c\"d")
        #expect(process.wait(atMost: .seconds(10)) == .status(0))
    }

    @Test(arguments: [
        ("exit 3", ChildProcess.Ending.status(3)), ("kill -TERM $$", .signal(15)), ("kill -KILL $$", .signal(9)),
    ])
    func `how it ended is known, as often as it is asked`(script: String, ending: ChildProcess.Ending) throws {
        let process = try ChildProcess("/bin/sh", ["-c", script], input: "unread", output: .own)
        #expect(process.wait(atMost: .seconds(10)) == ending)
        #expect(process.wait(atMost: .zero) == ending)
        process.end()
    }

    @Test func `one that hangs is ended with all that it has started`() throws {
        let process = try ChildProcess("/bin/sh", ["-c", "sleep 100 & sleep 100"], input: "", output: .own)
        #expect(process.wait(atMost: .milliseconds(500)) == nil)
        process.end()
        // What it printed ends when nobody can print any more.
        let began = ContinuousClock.now
        _ = process.printed()
        #expect(ContinuousClock.now - began < .seconds(50))
        #expect(process.wait(atMost: .zero) == .signal(9))
    }

    @Test func `what cannot be started says why`() throws {
        let missing = #expect(throws: ChildProcess.Failure.self) {
            try ChildProcess("/nonsense", [], input: "", output: .standardError)
        }
        #expect(missing?.reason == "No such file or directory")
        let folder = #expect(throws: ChildProcess.Failure.self) { try ChildProcess("/", [], input: "", output: .own) }
        #expect(folder?.reason == "Permission denied")
    }
}
