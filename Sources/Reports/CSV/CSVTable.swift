internal import FinancialMath
internal import Foundation
internal import LiveShopping

/// A CSV file as a list of columns, each with its name and where its value comes from.
struct CSVTable<Row>: Sendable {
    let fileName: String
    let columns: [CSVColumn<Row>]

    /// Writes the header and the rows into a folder.
    func write(_ rows: some Sequence<Row>, into folder: URL) throws(PublicationError) {
        var file = try OutputFile(creating: folder.appendingPathComponent(fileName))
        var line = CSVLine()
        var cell = CellValue()
        for column in columns { line.append(text: column.name) }
        line.end()
        for row in rows {
            for column in columns {
                cell.clear()
                column.fill(row, &cell)
                line.append(cell)
            }
            line.end()
            if line.bytes.count >= Self.bytesPerWrite { try Self.move(&line, to: &file) }
        }
        try Self.move(&line, to: &file)
        try file.finish()
    }

    /// Rows go to the file by many at a time.
    private static var bytesPerWrite: Int { 1 << 16 }

    private static func move(_ lines: inout CSVLine, to file: inout OutputFile) throws(PublicationError) {
        try file.write { $0.append(contentsOf: lines.bytes) }
        lines.removeAll()
    }
}

/// One column of a file: its name, and how a row fills it. A value that does not apply is left absent.
struct CSVColumn<Row>: Sendable {
    let name: String
    let fill: @Sendable (Row, inout CellValue) -> Void

    static func text(_ name: String, _ value: @escaping @Sendable (Row) -> String?) -> Self {
        Self(name: name) { row, cell in
            if let text = value(row) { cell.set(text: text) }
        }
    }

    /// A moment as ``Timestamp/description`` writes it.
    static func moment(_ name: String, _ value: @escaping @Sendable (Row) -> Timestamp?) -> Self {
        Self(name: name) { row, cell in
            if let moment = value(row) { cell.set(moment: moment) }
        }
    }

    static func integer(_ name: String, _ value: @escaping @Sendable (Row) -> Int64?) -> Self {
        Self(name: name) { row, cell in
            if let number = value(row) { cell.set(integer: number) }
        }
    }

    static func count(_ name: String, _ value: @escaping @Sendable (Row) -> Int?) -> Self {
        integer(name) { row in value(row).map { Int64($0) } }
    }

    /// A number with its dimension's places: money 2, quantities and costs 4.
    static func exact<D>(_ name: String, _ value: @escaping @Sendable (Row) -> Exact<D>?) -> Self {
        Self(name: name) { row, cell in
            if let number = value(row) { cell.setNumber { number.appendFormatted(to: &$0) } }
        }
    }

    /// A number with all the places that it has.
    static func unrounded<D>(_ name: String, _ value: @escaping @Sendable (Row) -> Exact<D>?) -> Self {
        Self(name: name) { row, cell in
            if let number = value(row) { cell.setNumber { $0.append(contentsOf: number.formattedExactly.utf8) } }
        }
    }
}
