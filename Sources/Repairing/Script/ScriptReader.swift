/// Reads a script of the dialect that tieout writes: SQL, and the few commands of psql's that its scripts use.
///
/// It is strict: what it does not know is an error with its place, never passed over. What a script does to a database
/// is either what psql would have done, or nothing.
struct ScriptReader {
    let bytes: [UInt8]
    private let file: String
    private var place = 0
    private var line = 1
    private var parts: [ScriptPart] = []
    private var statement = StatementBuilder()

    private init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// The parts of a script, in their order.
    static func parts(of bytes: [UInt8], file: String) throws(ScriptError) -> [ScriptPart] {
        var reader = ScriptReader(bytes, file: file)
        try reader.readAll()
        return reader.parts
    }
}

private extension ScriptReader {
    mutating func readAll() throws(ScriptError) {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\\"): try readCommand()
            case UInt8(ascii: "-") where peek(1) == byte: skipLine()
            case UInt8(ascii: "'"): try readQuoted(byte, escapes: statement.endsInEscapeMark)
            case UInt8(ascii: "\""): try readQuoted(byte, escapes: false)
            case UInt8(ascii: "$") where !statement.endsInName: try readDollarQuoted()
            case UInt8(ascii: ":"): try readColon()
            case UInt8(ascii: ";") where statement.depth == 0: try endStatement()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
                throw error("a comment of this form is not known")
            default: take()
            }
        }
        guard statement.isEmpty else { throw error("the last statement is not closed", at: statement.line) }
    }

    func peek(_ offset: Int = 0) -> UInt8? { place + offset < bytes.count ? bytes[place + offset] : nil }

    func error(_ problem: String, at line: Int? = nil) -> ScriptError {
        ScriptError(file: file, line: line ?? self.line, problem: problem)
    }

    /// Makes the next byte part of the statement.
    mutating func take(isQuoted: Bool = false) {
        statement.append(bytes[place], line: line, isQuoted: isQuoted)
        if bytes[place] == UInt8(ascii: "\n") { line += 1 }
        place += 1
    }

    mutating func skipLine() {
        while let byte = peek(), byte != UInt8(ascii: "\n") { place += 1 }
    }

    /// A quoted text, in which the quote itself stands twice; in a text that escapes, also behind a backslash.
    mutating func readQuoted(_ quote: UInt8, escapes: Bool) throws(ScriptError) {
        let start = line
        take(isQuoted: true)
        while let byte = peek() {
            let isEscape = escapes && byte == UInt8(ascii: "\\") && peek(1) != nil
            if isEscape { take(isQuoted: true) }
            take(isQuoted: true)
            guard byte == quote else { continue }
            if peek() != quote { return }
            take(isQuoted: true)
        }
        throw error("a quoted text is not closed", at: start)
    }

    mutating func readDollarQuoted() throws(ScriptError) {
        let start = line
        guard let end = bytes[(place + 1)...].firstIndex(where: { !Self.isName($0) }), bytes[end] == UInt8(ascii: "$")
        else { return take() }
        let tag = bytes[place...end]
        guard let close = bytes[(end + 1)...].firstRange(of: tag) else {
            throw error("a dollar-quoted text is not closed", at: start)
        }
        while place < close.upperBound { take(isQuoted: true) }
    }

    static func isName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte >= 0x80 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
}

private extension ScriptReader {
    mutating func readColon() throws(ScriptError) {
        if peek(1) == UInt8(ascii: ":") || peek(1) == UInt8(ascii: "=") {
            take()
            return take()
        }
        guard let piece = try variable() else { return take() }
        statement.append(piece, line: line)
    }

    /// The variable that begins here; nil when a colon is just a colon.
    mutating func variable() throws(ScriptError) -> ScriptPiece? {
        let forms: [(open: String, close: String, make: (String) -> ScriptPiece)] = [
            (":'", "'", ScriptPiece.literal), (":\"", "\"", ScriptPiece.identifier), (":{?", "}", ScriptPiece.isSet),
            (":", "", ScriptPiece.value),
        ]
        for form in forms where bytes[place...].starts(with: form.open.utf8) {
            let start = place + form.open.utf8.count
            let name = bytes[start...].prefix(while: Self.isName)
            let end = start + name.count
            guard !name.isEmpty, bytes[end...].starts(with: form.close.utf8) else { continue }
            place = end + form.close.utf8.count
            return form.make(String(decoding: name, as: UTF8.self))
        }
        return nil
    }

    mutating func endStatement() throws(ScriptError) {
        place += 1
        defer { statement = StatementBuilder() }
        guard !statement.isEmpty else { return }
        guard let copy = statement.copyFromInput else {
            return add(.statement(statement.pieces, stores: false), line: statement.line)
        }
        guard peek() == UInt8(ascii: "\n") else { throw error("rows must begin on the next line") }
        try readRows(of: copy)
    }

    mutating func readRows(of copy: String) throws(ScriptError) {
        place += 1
        line += 1
        let start = place
        while let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) {
            let isLast = bytes[place..<end].elementsEqual("\\.".utf8)
            if isLast { add(.copy(copy, rows: start..<place), line: statement.line) }
            place = end + 1
            line += 1
            if isLast { return }
        }
        throw error("the rows have no end", at: statement.line)
    }

    mutating func add(_ action: ScriptPart.Action, line: Int) {
        parts.append(ScriptPart(line: line, action: action))
    }
}

private extension ScriptReader {
    /// A command of psql's, with what stands behind it on its line.
    mutating func readCommand() throws(ScriptError) {
        let start = line
        place += 1
        let word = String(decoding: bytes[place...].prefix(while: Self.isName), as: UTF8.self)
        place += word.utf8.count
        let words = try arguments()
        if word == "gset" {
            guard words.isEmpty, !statement.isEmpty else { throw error("\\gset stands behind a statement, alone") }
            add(.statement(statement.pieces, stores: true), line: statement.line)
            statement = StatementBuilder()
            return
        }
        guard statement.isEmpty else { throw error("\\\(word) stands in a statement") }
        try act(on: word, words, line: start)
    }

    mutating func act(on word: String, _ words: [[ScriptPiece]], line start: Int) throws(ScriptError) {
        switch (word, words.count) {
        case ("set", 2): try set(words, line: start)
        case ("if", 1) where words[0].count == 1: add(.begin(words[0][0]), line: start)
        case ("else", 0): add(.otherwise, line: start)
        case ("endif", 0): add(.end, line: start)
        case ("echo", _): add(.echo(Array(words.joined(separator: [.text(" ")]))), line: start)
        case ("encoding", 1) where words[0] == [.text("UTF8")]: break
        // How psql prints tables; we print our own.
        case ("pset", 1...2): break
        default: throw error("\\\(word), so written, is nothing that tieout's scripts have")
        }
    }

    mutating func set(_ words: [[ScriptPiece]], line start: Int) throws(ScriptError) {
        guard let name = words[0].plain, let value = words[1].plain else {
            throw error("\\set takes a name and a plain value")
        }
        add(.set(name, value), line: start)
    }

    /// What stands behind a command: words, quoted words, variables.
    mutating func arguments() throws(ScriptError) -> [[ScriptPiece]] {
        var words: [[ScriptPiece]] = []
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): place += 1
            case UInt8(ascii: "'"): words.append([.text(try quotedArgument())])
            case UInt8(ascii: ":"):
                guard let piece = try variable() else { throw error("a colon without a variable") }
                words.append([piece])
            default: words.append([.text(try plainArgument())])
            }
        }
        return words
    }

    mutating func plainArgument() throws(ScriptError) -> String {
        let word = bytes[place...].prefix { $0 > UInt8(ascii: " ") }
        guard !word.contains(where: { "\\'\":`;".utf8.contains($0) }) else {
            throw error("'\(String(decoding: word, as: UTF8.self))' is no plain word")
        }
        place += word.count
        return String(decoding: word, as: UTF8.self)
    }

    mutating func quotedArgument() throws(ScriptError) -> String {
        var text: [UInt8] = []
        place += 1
        while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\\") {
            place += 1
            if byte == UInt8(ascii: "'") {
                guard peek() == byte else { return String(decoding: text, as: UTF8.self) }
                place += 1
            }
            text.append(byte)
        }
        throw error("a quoted word is not closed, or has a backslash in it")
    }
}
