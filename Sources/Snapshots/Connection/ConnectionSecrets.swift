import CLibPQ
import Common
import FoundationEssentials

/// What a message about a connection must not repeat.
package struct ConnectionSecrets: Sendable {
    private var passwords: [String] = []
    /// The string may hold a password where libpq does not look for one, so that any of its words may be a piece of it.
    private var isDoubtful = false

    /// - Throws: ``SourceError`` of kind `configuration` when the string is none that libpq can parse.
    init(conninfo: String?) throws(SourceError) {
        guard let conninfo else { return }
        guard let options = PQconninfoParse(conninfo, nil) else {
            // libpq's own text quotes the part that it stumbled over, which may be a piece of the password.
            throw SourceError(
                .configuration, place: "the connection string",
                problem: "it is neither a list of keyword=value pairs nor a postgresql:// URI",
                remedy: "quote values that have spaces in them, and percent-encode them in a URI")
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val, Self.secretKeywords.contains(String(cString: keyword)) {
                passwords.append(String(cString: value))
            }
            option += 1
        }
        isDoubtful = Self.hasUnescapedUserInformation(conninfo)
    }

    /// A connection string as it may be shown: as libpq understands it, `***` for what is secret.
    package static func shown(_ conninfo: String) -> String {
        guard !hasUnescapedUserInformation(conninfo), let options = PQconninfoParse(conninfo, nil) else {
            return "not shown, because it may have a piece of a password where libpq does not look for one"
        }
        defer { PQconninfoFree(options) }
        var parts: [String] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                let name = String(cString: keyword)
                parts.append("\(name)=\(secretKeywords.contains(name) ? "***" : String(cString: value))")
            }
            option += 1
        }
        return parts.joined(separator: " ")
    }

    private static let secretKeywords: Set = ["password", "sslpassword"]

    /// Whether what stands before a URI's last `@` has characters that end it early for libpq.
    private static func hasUnescapedUserInformation(_ conninfo: String) -> Bool {
        guard conninfo.hasPrefix("postgresql://") || conninfo.hasPrefix("postgres://"),
            let at = conninfo.lastIndex(of: "@"), let slashes = conninfo.firstIndex(of: "/")
        else { return false }
        let information = conninfo[conninfo.index(slashes, offsetBy: 2)..<at]
        return information.contains { "/?#@".contains($0) } || information.filter { $0 == ":" }.count > 1
    }

    /// The text without any password, on one line. A password that is part of a longer word is not in it: `e` in `role`.
    func redacted(_ text: String) -> String {
        var line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for password in passwords where !password.isEmpty { line = Self.mask(password, in: line) }
        return line
    }

    private static func mask(_ password: String, in line: String) -> String {
        var masked = ""
        var rest = line[...]
        while let range = rest.firstRange(of: password) {
            let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : " "
            let after = range.upperBound < line.endIndex ? line[range.upperBound] : " "
            func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
            let joins =
                isWord(before) && (password.first.map(isWord) ?? false)
                || isWord(after) && (password.last.map(isWord) ?? false)
            masked += rest[..<range.lowerBound] + (joins ? Substring(password.prefix(1)) : "***")
            rest = joins ? rest[rest.index(after: range.lowerBound)...] : rest[range.upperBound...]
        }
        return masked + rest
    }

    func connectionFailure(text: String, at place: String) -> SourceError {
        guard !isDoubtful else {
            return SourceError(
                .unreachable, place: "the database of the connection URI",
                problem: "no connection; the reason is withheld because it may quote a piece of the password",
                remedy: "percent-encode the characters / ? # @ : in the URI's user name and password")
        }
        // libpq puts a question of its own behind the reason, which the remedy answers.
        let reason = Self.reason(redacted(text).replacing(/\s*Is the server running .*?\?/, with: ""))
        return SourceError(
            .unreachable, place: redacted(place), problem: "no connection: \(reason)", remedy: Self.remedy(for: text),
            isPassing: Self.isPassing(text))
    }

    /// What each of the servers that were tried said, without the place that the message begins with, and once.
    private static func reason(_ text: String) -> String {
        let parts = text.split(separator: #/connection to server .*? failed:\s/#).map { part in
            part.trimmed.replacing(#/^FATAL:\s/#, with: "")
        }
        var told: [String] = []
        for part in parts where !part.isEmpty && !told.contains(part) { told.append(part) }
        return told.joined(separator: ", ")
    }

    /// Whether a server that said so may let us in a moment later. What is about a password never passes.
    private static func isPassing(_ reason: String) -> Bool {
        let passing = [
            "Connection refused", "is starting up", "is shutting down", "in recovery mode",
            "not yet accepting connections",
            "too many connections", "too many clients", "remaining connection slots",
        ]
        return (passing.contains { reason.contains($0) } || isSocketMissing(reason)) && !reason.contains("password")
    }

    /// A server that is not up has no socket in the folder where it makes one.
    private static func isSocketMissing(_ reason: String) -> Bool {
        guard let match = reason.firstMatch(of: /on socket "([^"]+)" failed: No such file or directory/) else {
            return false
        }
        return FileManager.default.fileExists(
            atPath: URL(fileURLWithPath: String(match.1)).deletingLastPathComponent().path)
    }

    /// What fits the reason, where that is in the server's English.
    private static func remedy(for reason: String) -> String {
        let remedies: [([String], String)] = [
            (
                ["too many connections", "too many clients", "remaining connection slots"],
                "wait until others have left, raise the role's or the database's CONNECTION LIMIT, or read with --jobs 1"
            ),
            (
                ["password authentication failed", "no password supplied"],
                "check the user and the password: a line host:port:database:user:password in ~/.pgpass"
            ),
            (["does not exist"], "check the name of the database and the user"),
            (["no pg_hba.conf entry"], "have whoever runs the server let this user in from here, in pg_hba.conf"),
            (["could not translate host name"], "check the name of the host"),
            (["timeout expired"], "check the host and the port, and that nothing in between drops the connection"),
            (["is starting up", "is shutting down", "in recovery"], "run again when the server is up"),
            (["SSL", "certificate"], "check sslmode and the certificates that it asks for"),
        ]
        return remedies.first { words, _ in words.contains { reason.contains($0) } }?.1
            ?? "check that the server runs there, and the host and port: --database, or PGHOST and PGPORT"
    }
}
