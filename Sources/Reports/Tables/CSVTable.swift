internal import Common
internal import FinancialMath
internal import FoundationEssentials
internal import LiveShopping

/// A CSV file as a list of columns, each with its name and where its value comes from.
struct CSVTable<Row: Sendable>: Sendable {
    let fileName: String
    let columns: [CSVColumn<Row>]

    /// Writes the header and the rows into a folder.
    func write(_ rows: some Sequence<Row>, into folder: URL) throws(PublicationError) {
        var file = try begin(in: folder)
        var lines = CSVLine()
        for row in rows {
            append(row, to: &lines)
            if lines.bytes.count >= Self.bytesPerWrite { try Self.move(&lines, to: &file) }
        }
        try Self.move(&lines, to: &file)
        try file.finish()
    }

    /// Writes the header and the rows into a folder. The bytes of some thousand rows each are made on as many threads as there are
    /// processors, and written in order.
    func write<Rows: RandomAccessCollection<Row> & Sendable>(
        _ rows: Rows, into folder: URL
    ) throws(PublicationError) where Rows.Index == Int {
        var file = try begin(in: folder)
        let parts = (rows.count + Self.rowsPerPart - 1) / Self.rowsPerPart
        let atOnce = 4 * processorCount
        for first in stride(from: 0, to: parts, by: atOnce) {
            let pieces = inParallel(min(atOnce, parts - first), threads: processorCount) {
                lines(of: rows, part: first + $0)
            }
            for var piece in pieces { try Self.move(&piece, to: &file) }
        }
        try file.finish()
    }

    private func begin(in folder: URL) throws(PublicationError) -> OutputFile {
        var file = try OutputFile(creating: folder.appendingPathComponent(fileName))
        var line = CSVLine()
        for column in columns { line.append(text: column.name) }
        line.end()
        try Self.move(&line, to: &file)
        return file
    }

    private static var rowsPerPart: Int { 4_096 }

    private func lines<Rows: RandomAccessCollection<Row>>(of rows: Rows, part: Int) -> CSVLine where Rows.Index == Int {
        let start = rows.startIndex + part * Self.rowsPerPart
        var lines = CSVLine()
        for place in start..<min(rows.endIndex, start + Self.rowsPerPart) { append(rows[place], to: &lines) }
        return lines
    }

    private func append(_ row: Row, to line: inout CSVLine) {
        columns.withUnsafeBufferPointer { columns in
            for place in columns.indices { line.append { columns[place].fill(row, &$0) } }
        }
        line.end()
    }

    /// Rows go to the file by many at a time.
    private static var bytesPerWrite: Int { 1 << 16 }

    private static func move(_ lines: inout CSVLine, to file: inout OutputFile) throws(PublicationError) {
        try file.write { $0.append(contentsOf: lines.bytes) }
        lines.removeAll()
    }
}

/// One column of a file: its name, what its values are, and how a row fills it. A value that does not apply is left absent.
///
/// The CSV files, reconciliation.xml and its schema are made from the same lists of columns.
struct CSVColumn<Row>: Sendable {
    let name: String
    let type: ColumnType
    /// Every row has a value.
    private(set) var isRequired = true
    let fill: @Sendable (Row, inout CellValue) -> Void

    /// The same column, of which a row may have no value.
    var optional: Self {
        var column = self
        column.isRequired = false
        return column
    }

    static func text(
        _ name: String, _ type: ColumnType = .string, _ value: @escaping @Sendable (Row) -> String?
    ) -> Self {
        Self(name: name, type: type) { row, cell in
            if let text = value(row) { cell.set(text: text) }
        }
    }

    /// A moment as ``Timestamp/description`` writes it.
    static func moment(_ name: String, _ value: @escaping @Sendable (Row) -> Timestamp?) -> Self {
        Self(name: name, type: .time) { row, cell in
            if let moment = value(row) { cell.set(moment: moment) }
        }
    }

    /// A number that tells rows apart.
    static func id(_ name: String, _ value: @escaping @Sendable (Row) -> Int64?) -> Self {
        Self(name: name, type: .long) { row, cell in
            if let number = value(row) { cell.set(integer: number) }
        }
    }

    static func count(_ name: String, _ value: @escaping @Sendable (Row) -> Int) -> Self {
        Self(name: name, type: .count) { row, cell in cell.set(integer: Int64(value(row))) }
    }

    /// 1 or 0.
    static func flag(_ name: String, _ value: @escaping @Sendable (Row) -> Bool) -> Self {
        Self(name: name, type: .boolean) { row, cell in cell.set(integer: value(row) ? 1 : 0) }
    }

    /// A number with its dimension's places: money 2, quantities and costs 4.
    static func exact<D>(
        _ name: String, _ type: ColumnType? = nil, _ value: @escaping @Sendable (Row) -> Exact<D>?
    ) -> Self {
        Self(name: name, type: type ?? (D.places == MoneyDimension.places ? .money : .quantity)) { row, cell in
            if let number = value(row) { cell.setNumber { number.appendFormatted(to: &$0) } }
        }
    }

    /// A number with all the places that it has.
    static func unrounded<D>(
        _ name: String, _ type: ColumnType, _ value: @escaping @Sendable (Row) -> Exact<D>?
    ) -> Self {
        Self(name: name, type: type) { row, cell in
            if let number = value(row) { cell.setNumber { $0.append(contentsOf: number.formattedExactly.utf8) } }
        }
    }
}

/// What the values of a column are, by the names that reconciliation.xsd has for it.
enum ColumnType: String {
    case string = "xs:string"
    case long = "xs:long"
    case count = "xs:nonNegativeInteger"
    case boolean = "xs:boolean"
    case date = "xs:date"
    case time = "t:time"
    case money = "t:money"
    case impact = "t:impact"
    case quantity = "t:quantity"
    case percent = "t:percent"
    case amount = "t:amount"
    case findingID = "t:findingID"
    case rule = "t:rule"
    case ruleList = "t:ruleList"
    case severity = "t:severity"
    case repair = "t:repair"
    case priceSource = "t:priceSource"
    case creditLevel = "t:creditLevel"
    case disposition = "t:disposition"
    case defect = "t:defect"
    case table = "t:table"
}

/// One value on its way into a file, in the bytes that every file shows; used again for the next one.
///
/// The same columns fill the CSV files and the XML, so that they cannot differ; each guards and quotes in its own way.
struct CellValue {
    enum Kind {
        /// It does not apply, or is not known.
        case absent
        /// A word, a name, a sentence, in UTF-8.
        case text
        /// Digits, which need no care.
        case number
    }

    private(set) var kind = Kind.absent
    private(set) var bytes: [UInt8] = []
    /// Where the value begins in the bytes.
    private var start = 0

    mutating func clear() {
        kind = .absent
        bytes.removeAll(keepingCapacity: true)
        start = 0
    }

    /// Begins another value behind the bytes that are there.
    mutating func beginBehind() {
        kind = .absent
        start = bytes.count
    }

    /// Appends what is no part of a value.
    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// Puts other bytes in the place of the value's, unless there are none.
    mutating func replace(_ other: (UnsafeBufferPointer<UInt8>) -> [UInt8]?) {
        guard let other = bytes[start...].withUnsafeBufferPointer(other) else { return }
        bytes.removeLast(bytes.count - start)
        bytes += other
    }

    mutating func set(text: String) {
        kind = .text
        bytes.append(contentsOf: LongText.cut(text).utf8)
    }

    mutating func set(moment: Timestamp) {
        kind = .text
        moment.appendDescription(to: &bytes)
    }

    mutating func set(integer: Int64) {
        kind = .number
        if integer < 0 { bytes.append(UInt8(ascii: "-")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.mostDigits) { digits in
            var (rest, first) = (integer.magnitude, Self.mostDigits)
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    /// Those of 2^63.
    private static let mostDigits = 19

    /// A number, by what appends its digits.
    mutating func setNumber(_ appendDigits: (inout [UInt8]) -> Void) {
        kind = .number
        appendDigits(&bytes)
    }
}
