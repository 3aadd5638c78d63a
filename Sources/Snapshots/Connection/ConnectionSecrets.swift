import CLibPQ

/// What a message about a connection must not repeat.
struct ConnectionSecrets: Sendable {
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

    private static let secretKeywords: Set = ["password", "sslpassword"]

    /// Whether what stands before a URI's last `@` has characters that end it early for libpq.
    private static func hasUnescapedUserInformation(_ conninfo: String) -> Bool {
        guard conninfo.hasPrefix("postgresql://") || conninfo.hasPrefix("postgres://"),
            let at = conninfo.lastIndex(of: "@"), let slashes = conninfo.firstIndex(of: "/")
        else { return false }
        let information = conninfo[conninfo.index(slashes, offsetBy: 2)..<at]
        return information.contains { "/?#@".contains($0) } || information.filter { $0 == ":" }.count > 1
    }

    /// The text without any password, on one line.
    func redacted(_ text: String) -> String {
        var line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for password in passwords where !password.isEmpty {
            line = line.split(separator: password, omittingEmptySubsequences: false).joined(separator: "***")
        }
        return line
    }

    func connectionFailure(text: String, at place: String) -> SourceError {
        guard !isDoubtful else {
            return SourceError(
                .unreachable, place: "the database of the connection URI",
                problem: "no connection; the reason is withheld because it may quote a piece of the password",
                remedy: "percent-encode the characters / ? # @ : in the URI's user name and password")
        }
        return SourceError(
            .unreachable, place: redacted(place), problem: "no connection: \(redacted(text))",
            remedy: "check that the server runs, and the host, port, database, user and password that it is asked with")
    }
}
