/// What is the matter with one cell; the table and the row are added where the row is known.
struct CellError: Error {
    /// The column, by the raw value of its field.
    let field: Int
    let problem: Problem

    enum Problem {
        case invalidUTF8
        /// The byte from which on the text is no JSON.
        case invalidJSON(offset: Int)
        /// The bytes cannot be a value of the column's type.
        case damaged
    }
}

/// What is the matter with a stream of rows itself; where it comes from is added by who reads it.
enum CopyDamage: Error, Hashable {
    case noSignature
    case unknownFlags
    case wrongColumnCount(found: Int, expected: Int)
    case wrongLength(field: Int, length: Int)
    case bytesAfterEnd
    case noEnd
}

extension CopyDamage {
    /// For people.
    func problem(in layout: TableLayout) -> String {
        switch self {
        case .noSignature: "it does not begin as binary COPY does"
        case .unknownFlags: "its header has flags that tieout does not know"
        case .wrongColumnCount(let found, let expected): "a row has \(found) columns where \(expected) were asked for"
        case .wrongLength(let field, let length):
            "a value of \(layout.place(ofField: field)) has \(length) bytes, which its type cannot have"
        case .bytesAfterEnd: "there are bytes after the end of the rows"
        case .noEnd: "it ends before the end of the rows"
        }
    }
}
