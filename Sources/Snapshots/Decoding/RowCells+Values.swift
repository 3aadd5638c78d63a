import FinancialMath
import LiveShopping

/// Getters for columns in which a null is a defect: it is noted, and something takes the value's place.
extension RowCells {
    @inline(__always)
    mutating func id<Entity>(_ field: some TableColumn) -> ID<Entity> {
        optionalID(field) ?? ID(note(.null, field, 0))
    }

    @inline(__always)
    mutating func flag(_ field: some TableColumn) -> Bool {
        isNull(field.rawValue) ? note(.null, field, false) : integer(field.rawValue) != 0
    }

    @inline(__always)
    mutating func moment(_ field: some TableColumn) -> Timestamp {
        optionalMoment(field) ?? note(.null, field, Timestamp(microseconds: 0))
    }

    @inline(__always)
    mutating func text(_ field: some TableColumn) throws(CellError) -> String {
        try optionalText(field) ?? note(.null, field, "")
    }

    @inline(__always)
    mutating func word<Known>(_ field: some TableColumn) throws(CellError) -> Word<Known> {
        try optionalWord(field) ?? note(.null, field, .other(""))
    }

    @inline(__always)
    mutating func figure<Measure>(_ field: some TableColumn) throws(CellError) -> Figure<Measure> {
        try optionalFigure(field) ?? note(.null, field, .finite(.zero))
    }
}

/// Getters for columns in which a null is a value, and which a source may lack.
extension RowCells {
    @inline(__always)
    func optionalInteger(_ field: some TableColumn) -> Int64? {
        isNull(field.rawValue) ? nil : integer(field.rawValue)
    }

    @inline(__always)
    func optionalID<Entity>(_ field: some TableColumn) -> ID<Entity>? {
        isNull(field.rawValue) ? nil : ID(integer(field.rawValue))
    }

    @inline(__always)
    func optionalMoment(_ field: some TableColumn) -> Timestamp? {
        isNull(field.rawValue) ? nil : Timestamp(microseconds: integer(field.rawValue))
    }

    /// Whether the column, such as a deletion's time, holds anything.
    @inline(__always)
    func isPresent(_ field: some TableColumn) -> Bool { !isNull(field.rawValue) }

    func optionalText(_ field: some TableColumn) throws(CellError) -> String? {
        guard !isNull(field.rawValue) else { return nil }
        let bytes = trimmedText(field.rawValue)
        // Most text is ASCII, which needs no further validation and is made a string in half the time.
        if bytes.isASCII { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CellError(field: field.rawValue, problem: .invalidUTF8)
        }
        return text
    }

    /// A known word costs no allocation: those of up to 15 bytes are compared as small strings.
    func optionalWord<Known>(_ field: some TableColumn) throws(CellError) -> Word<Known>? {
        try optionalText(field).map(Word.init)
    }

    /// The text, without the blanks that char(n) is padded with.
    @inline(__always)
    private func trimmedText(_ field: Int) -> UnsafeRawBufferPointer {
        let text = bytes(field)
        guard type(field) == .bpchar else { return text }
        return UnsafeRawBufferPointer(rebasing: text[..<((text.lastIndex { $0 != UInt8(ascii: " ") } ?? -1) + 1)])
    }
}

extension RowCells {
    /// A number of an integer or a numeric column. One that is none, or out of range, is noted as a defect.
    @inline(__always)
    mutating func optionalFigure<Measure>(_ field: some TableColumn) throws(CellError) -> Figure<Measure>? {
        guard !isNull(field.rawValue) else { return nil }
        let number: Exact<Measure>
        if type(field.rawValue) == .numeric {
            switch try numeric(field.rawValue, of: Measure.self) {
            case .finite(let value): number = value
            case let other: return note(.notFinite, field, other)
            }
        } else {
            number = Exact(Int(integer(field.rawValue)))
        }
        guard number.isWithinColumnRange else { return note(.outOfRange, field, .finite(.zero)) }
        return .finite(number)
    }

    /// A numeric's header is its count of digits, the weight of the first, its sign or kind, and its display scale.
    @inline(__always)
    private func numeric<Measure>(_ field: Int, of: Measure.Type) throws(CellError) -> Figure<Measure> {
        let cell = bytes(field)
        guard cell.count >= 8, cell.count == 8 + 2 * Int(cell.bigEndian(UInt16.self, at: 0)) else {
            throw CellError(field: field, problem: .damaged)
        }
        let sign = cell.bigEndian(UInt16.self, at: 4)
        guard sign == 0 || sign == 0x4000 else {
            switch sign {
            case 0xC000: return .nan
            case 0xD000: return .infinity
            case 0xF000: return .negativeInfinity
            default: throw CellError(field: field, problem: .damaged)
            }
        }
        let number = Exact<Measure>(
            base10000Digits: (cell.count - 8) / 2, weight: Int(cell.bigEndian(Int16.self, at: 2)),
            isNegative: sign != 0
        ) { cell.bigEndian(UInt16.self, at: 8 + 2 * $0) }
        return .finite(number)
    }

    /// Notes a defect; answers what takes the value's place.
    @inline(never)
    private mutating func note<Value>(_ reason: Defect.Reason, _ field: some TableColumn, _ value: Value) -> Value {
        defects.append(Defect(column: field.name, reason: reason))
        return value
    }
}
