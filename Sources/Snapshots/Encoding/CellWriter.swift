import FinancialMath
import LiveShopping

/// Rows on their way into a binary COPY: the cell that is being written, behind what has been written before it.
struct CellWriter {
    private(set) var bytes: [UInt8]
    private var layout: TableLayout?
    /// The place, among the layout's columns, of the one that comes next.
    private var nextColumn = 0
    private var defects: [Defect] = []
    /// The type of the column that the cell is in.
    private(set) var type = CellType.text
    /// The last finite moment of the row so far.
    private(set) var lastMoment = Self.anyMoment
    private var isNull = true

    private static let anyMoment = Timestamp(year: 2000, month: 1, day: 1)

    init(bytes: consuming [UInt8] = []) {
        self.bytes = bytes
    }

    /// Takes out what has been written.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Begins a row, whose cells come in the order of the layout's columns.
    mutating func beginRow(_ layout: TableLayout, defects: [Defect] = []) {
        self.layout = layout
        self.defects = defects
        nextColumn = 0
        lastMoment = Self.anyMoment
        bytes.appendBigEndian(Int16(layout.columns.count))
    }

    /// Whether the layout has a column, which then is the next.
    mutating func beginColumn(_ field: Int) -> Bool {
        guard let layout, nextColumn < layout.columns.count, layout.columns[nextColumn].field == field else {
            return false
        }
        type = layout.columns[nextColumn].type
        nextColumn += 1
        return true
    }

    var isRowComplete: Bool { nextColumn == layout?.columns.count }
    var hasDefects: Bool { !defects.isEmpty }
    func has(_ defect: Defect) -> Bool { defects.contains(defect) }

    /// Appends the cell of the column that was begun; null unless the body puts something.
    @inline(__always)
    mutating func cell(_ body: (inout CellWriter) -> Void) {
        isNull = true
        let start = bytes.count
        bytes.appendBigEndian(Int32(-1))
        body(&self)
        if !isNull { bytes.replaceBigEndian(at: start, with: Int32(bytes.count - start - 4)) }
    }
}

extension CellWriter: CellSink {
    mutating func put(integer: Int64) {
        isNull = false
        switch type {
        case .int2: bytes.appendBigEndian(Int16(clamping: integer))
        case .int4: bytes.appendBigEndian(Int32(clamping: integer))
        case .bool: bytes.append(integer == 0 ? 0 : 1)
        default: bytes.appendBigEndian(integer)
        }
    }

    mutating func put(flag: Bool) {
        put(integer: flag ? 1 : 0)
    }

    /// A column without time zone holds the site's local time.
    mutating func put(moment: Timestamp) {
        if moment.isFinite { lastMoment = moment }
        let isLocal = type == .timestamp
        put(integer: (isLocal ? layout?.timeZone.local(of: moment) ?? moment : moment).microseconds)
    }

    mutating func put(text: String) {
        isNull = false
        bytes.append(contentsOf: text.utf8)
    }

    /// JSON, before which jsonb wants a version.
    mutating func put(json: String) {
        if type == .jsonb { bytes.append(1) }
        put(text: json)
    }
}

extension CellWriter {
    /// A number, into a numeric column or, when it is whole, into one of integers.
    mutating func put<Measure: Dimension>(figure: Figure<Measure>) {
        switch figure {
        case .finite(let number): put(literal: number.formattedExactly)
        case .nan: putNumeric(sign: 0xC000)
        case .infinity: putNumeric(sign: 0xD000)
        case .negativeInfinity: putNumeric(sign: 0xF000)
        }
    }

    private mutating func put(literal: String) {
        guard type == .numeric else { return put(integer: Int64(literal.prefix { $0 != "." }) ?? 0) }
        var literal = literal
        literal.withUTF8 { putNumeric(DecimalText($0)) }
    }

    /// PostgreSQL's numeric: how many digits to the base 10000, the weight of the first, a sign or kind, a display scale
    /// and the digits, without zeros at either end.
    private mutating func putNumeric(_ text: DecimalText) {
        let header = bytes.count
        putNumeric(sign: 0)
        var weight = (text.whole.count + 3) / 4 - 1
        var isLeading = true
        var end = bytes.count
        for digit in text.digits {
            if isLeading, digit == 0 {
                weight -= 1
                continue
            }
            isLeading = false
            bytes.appendBigEndian(digit)
            if digit != 0 { end = bytes.count }
        }
        bytes.removeLast(bytes.count - end)
        guard !isLeading else { return bytes.replaceBigEndian(at: header + 6, with: Int16(text.fraction.count)) }
        bytes.replaceBigEndian(at: header, with: Int16((end - header - 8) / 2))
        bytes.replaceBigEndian(at: header + 2, with: Int16(weight))
        bytes.replaceBigEndian(at: header + 4, with: UInt16(text.isNegative ? 0x4000 : 0))
        bytes.replaceBigEndian(at: header + 6, with: Int16(text.fraction.count))
    }

    /// The header of a numeric without digits.
    private mutating func putNumeric(sign: UInt16) {
        isNull = false
        bytes.appendBigEndian(UInt32(0))
        bytes.appendBigEndian(sign)
        bytes.appendBigEndian(UInt16(0))
    }
}

/// `-12.50`: a sign, digits and, behind a point, more digits.
private struct DecimalText {
    let isNegative: Bool
    let whole: Slice<UnsafeBufferPointer<UInt8>>
    let fraction: Slice<UnsafeBufferPointer<UInt8>>

    init(_ text: UnsafeBufferPointer<UInt8>) {
        isNegative = text.first == UInt8(ascii: "-")
        let point = text.firstIndex(of: UInt8(ascii: ".")) ?? text.count
        whole = text[(isNegative ? 1 : 0)..<point]
        fraction = text[min(point + 1, text.count)...]
    }

    /// The digits to the base 10000, which part at the point.
    var digits: some Sequence<Int16> {
        let leading = (4 - whole.count % 4) % 4
        let count = (whole.count + leading) / 4 + (fraction.count + 3) / 4
        return (0..<count).lazy.map { index in
            (index * 4 - leading..<index * 4 - leading + 4).reduce(0) { $0 * 10 + decimal(at: $1) }
        }
    }

    /// A decimal digit, counted from the first before the point; zero beyond either end.
    private func decimal(at place: Int) -> Int16 {
        guard place >= 0, place < whole.count + fraction.count else { return 0 }
        let byte =
            place < whole.count
            ? whole[whole.startIndex + place] : fraction[fraction.startIndex + place - whole.count]
        return Int16(byte) - Int16(UInt8(ascii: "0"))
    }
}

extension [UInt8] {
    @inline(__always)
    mutating func appendBigEndian(_ integer: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: integer.bigEndian) { append(contentsOf: $0) }
    }

    @inline(__always)
    mutating func replaceBigEndian(at offset: Int, with integer: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: integer.bigEndian) { bytes in
            for (index, byte) in bytes.enumerated() { self[offset + index] = byte }
        }
    }
}
