internal import FinancialMath
internal import Foundation

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
        try file.write { $0.append(contentsOf: line.bytes) }
        for row in rows {
            line.removeAll()
            for column in columns {
                cell.clear()
                column.fill(row, &cell)
                line.append(cell)
            }
            line.end()
            try file.write { $0.append(contentsOf: line.bytes) }
        }
        try file.finish()
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

    static func integer<Number: BinaryInteger & SendableMetatype>(
        _ name: String, _ value: @escaping @Sendable (Row) -> Number?
    ) -> Self {
        Self(name: name) { row, cell in
            if let number = value(row) { cell.setNumber { $0.append(contentsOf: String(number).utf8) } }
        }
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
