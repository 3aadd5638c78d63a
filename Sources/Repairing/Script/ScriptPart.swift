/// A piece of a repair script that psql, or we, act upon, with the line on which it begins.
struct ScriptPart: Hashable, Sendable {
    let line: Int
    let action: Action

    enum Action: Hashable, Sendable {
        /// `\set name value`
        case set(String, String)
        /// `\if`, with what must be true.
        case begin(ScriptPiece)
        case otherwise
        case end
        /// `\echo`, with the words that it prints.
        case echo([ScriptPiece])
        /// One statement, without its semicolon. One that stores (`\gset`) makes a variable of each of its columns.
        case statement([ScriptPiece], stores: Bool)
        /// `COPY … FROM stdin` with the bytes of its rows, as a range of the file's.
        case copy(String, rows: Range<Int>)
    }
}

/// Text of a script, or a variable of psql's in it.
enum ScriptPiece: Hashable, Sendable {
    case text(String)
    /// `:name`
    case value(String)
    /// `:'name'`
    case literal(String)
    /// `:"name"`
    case identifier(String)
    /// `:{?name}`
    case isSet(String)
}

extension [ScriptPiece] {
    /// The text that these are; nil when there are variables in it.
    var plain: String? {
        guard count == 1, case .text(let text) = self[0] else { return nil }
        return text
    }
}

/// Something in a script that is none of what tieout writes: which file and line, and what.
package struct ScriptError: Error, Sendable, Hashable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let problem: String

    package var description: String {
        "\(file):\(line): \(problem); take the script as the run wrote it, or run this one with psql"
    }
}
