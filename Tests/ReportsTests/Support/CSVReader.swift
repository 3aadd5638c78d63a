/// Reads RFC 4180 strictly: CRLF, quotes only around whole cells. Written without looking at the writer.
struct CSVReader {
    struct Malformed: Error {
        let reason: String
    }

    private var scalars: Substring.UnicodeScalarView
    private(set) var rows: [[String]] = []

    static func read(_ text: String) throws -> [[String]] {
        var reader = CSVReader(scalars: Substring(text).unicodeScalars)
        while !reader.scalars.isEmpty { try reader.readRow() }
        return reader.rows
    }

    private mutating func readRow() throws {
        var row = [try readCell()]
        while scalars.first == "," {
            scalars.removeFirst()
            row.append(try readCell())
        }
        guard scalars.popFirst() == "\r", scalars.popFirst() == "\n" else {
            throw Malformed(reason: "row \(rows.count + 1) does not end with CRLF")
        }
        rows.append(row)
    }

    private mutating func readCell() throws -> String {
        guard scalars.first == "\"" else { return readPlainCell() }
        scalars.removeFirst()
        var cell = String.UnicodeScalarView()
        while let scalar = scalars.popFirst() {
            if scalar != "\"" {
                cell.append(scalar)
            } else if scalars.first == "\"" {
                cell.append(scalars.removeFirst())
            } else {
                return String(cell)
            }
        }
        throw Malformed(reason: "a quote is never closed")
    }

    private mutating func readPlainCell() -> String {
        let cell = scalars.prefix { $0 != "," && $0 != "\r" && $0 != "\n" && $0 != "\"" }
        scalars.removeFirst(cell.count)
        return String(cell)
    }
}
