import Common
import FoundationEssentials
import Glibc

/// Requests by the machine's own curl.
///
/// A client in the program would bring a TLS library of its own and make it larger by half, for a command that a person
/// runs now and then; curl is kept up to date by whoever keeps the machine, with its certificates and proxies.
enum Curl {
    /// A request that is under way: what curl prints arrives at the descriptor.
    final class Request {
        private let process: ChildProcess
        var output: Int32 { process.output }

        init(_ program: String, _ arguments: [String], _ settings: [String]) throws {
            // --disable: nothing that ~/.curlrc says. No globbing, and no file:// or other schemes.
            let ours = [
                "--disable", "--silent", "--show-error", "--globoff", "--proto", "=http,https", "--config", "-",
            ]
            process = try ChildProcess(
                program, ours + arguments, input: settings.map { $0 + "\n" }.joined(), output: .own)
        }

        /// All that it says until it is done.
        func answer() -> String { process.printed() }

        func end() { process.end() }
    }

    /// Where curl is; nil where it is not installed.
    static let program: String? = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/local/bin", "/usr/bin", "/bin"]
        return folders.map { $0 + "/curl" }.first { access($0, X_OK) == 0 }
    }()

    /// A line of curl's configuration; what is secret is not among the arguments, which everybody on the machine can see.
    static func setting(_ name: String, _ value: String) -> String {
        let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ")
        return "\(name) = \"\(escaped)\""
    }

    /// The URL and the headers of a request.
    static func settings(_ url: String, headerFile: String?) -> [String] {
        [setting("url", url)] + (headerFile.map { [setting("header", "@\($0)")] } ?? [])
    }

    struct Answer {
        /// 0 when there was none.
        let status: Int
        /// What curl says where there was none.
        let complaint: String
    }

    /// Asks once, and takes nothing but the status.
    static func status(_ url: String, headerFile: String?, post: Bool = false) throws -> Answer {
        guard let program else { return Answer(status: 0, complaint: "curl is not installed") }
        let request = try Request(
            program,
            ["--max-time", "10", "--output", "/dev/null", "--write-out", "\n%{http_code}"]
                + (post ? ["--request", "POST", "--data", ""] : []),
            settings(url, headerFile: headerFile))
        let text = request.answer()
        request.end()
        let lines = text.split(separator: "\n")
        let complaint = lines.first { $0.hasPrefix("curl: ") }.map { String($0.dropFirst(6)) } ?? "no answer"
        return Answer(status: lines.lazy.compactMap { Int($0) }.last ?? 0, complaint: complaint)
    }
}
