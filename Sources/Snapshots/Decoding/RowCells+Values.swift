import FinancialMath
import LiveShopping

extension TableRow {
    /// Reads its cells into a row in which nothing is said yet: where it is, so that it need not be moved there.
    ///
    /// - Throws: ``CellError`` for what cannot be read at all; what can be read and is no value is a defect of the row.
    @inline(__always)
    mutating func decode(_ cells: inout RowCells) throws(CellError) {
        try visitColumns(&cells)
        if !cells.defects.isEmpty { defects = cells.takeDefects() }
    }
}

/// A row takes the values of its cells; where there is none and must be one, what stands in the row already stays.
extension RowCells: ColumnVisitor {
    typealias Failure = CellError

    @inline(__always)
    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) throws(CellError) {
        if let found = try Value.read(field.rawValue, of: &self) {
            value = found
        } else {
            note(.null, field.rawValue)
        }
    }

    @inline(__always)
    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) throws(CellError) {
        if matters { value = try Value.read(field.rawValue, of: &self) }
    }

    @inline(__always)
    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {
        value = !isNull(field.rawValue)
    }

    @inline(__always)
    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {}
}

extension RowCells: CellSource {
    @inline(__always)
    func integer(_ field: Int) -> Int64? { isNull(field) ? nil : wholeNumber(field) }

    @inline(__always)
    func flag(_ field: Int) -> Bool? { isNull(field) ? nil : wholeNumber(field) != 0 }

    @inline(__always)
    func moment(_ field: Int) -> Timestamp? {
        guard !isNull(field) else { return nil }
        let moment = Timestamp(microseconds: wholeNumber(field))
        guard hasZone, type(field) == .timestamp, let zone else { return moment }
        return zone.moment(ofLocal: moment)
    }

    @inline(__always)
    func word<Known>(_ field: Int) throws(CellError) -> Word<Known>? {
        guard !isNull(field) else { return nil }
        if let known: Known = knownWord(field) { return .known(known) }
        return try text(field).map { Word($0) }
    }

    /// The word that the system writes, of a cell that is not null; nil where it is not found by its bytes.
    @inline(__always)
    func knownWord<Known: RawRepresentable<String> & CaseIterable>(_ field: Int) -> Known? {
        let known = Known.allCases
        return words.place(of: trimmedText(field), field, in: known.map(\.rawValue)).map {
            known[known.index(known.startIndex, offsetBy: $0)]
        }
    }

    func text(_ field: Int) throws(CellError) -> String? {
        guard !isNull(field) else { return nil }
        let bytes = trimmedText(field)
        // Most text is ASCII, which needs no further validation and is made a string in half the time.
        if bytes.isASCII { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CellError(field: field, problem: .invalidUTF8)
        }
        return text
    }

    /// The text, without the blanks that char(n) is padded with.
    @inline(__always)
    private func trimmedText(_ field: Int) -> UnsafeRawBufferPointer {
        let text = bytes(field)
        guard type(field) == .bpchar else { return text }
        return UnsafeRawBufferPointer(rebasing: text[..<((text.lastIndex { $0 != UInt8(ascii: " ") } ?? -1) + 1)])
    }

    func json(_ field: Int, keys: [String]) throws(CellError) -> JSONOutline? {
        guard !isNull(field) else { return nil }
        let json = try jsonBytes(field)
        do {
            return try JSONScanner.outline(of: json, keys: keys)
        } catch {
            throw CellError(field: field, problem: error.isEncoding ? .invalidUTF8 : .invalidJSON(offset: error.offset))
        }
    }

    /// The text of a cell of JSON.
    func jsonBytes(_ field: Int) throws(CellError) -> UnsafeRawBufferPointer {
        let json = bytes(field)
        guard type(field) == .jsonb else { return json }
        // jsonb sends a version before the text.
        guard json.first == 1 else { throw CellError(field: field, problem: .damaged) }
        return UnsafeRawBufferPointer(rebasing: json.dropFirst())
    }

    mutating func noteUnusable(_ field: Int) { note(.unusable, field) }
}

extension RowCells {
    /// A number of an integer or a numeric column. One that is none, or out of range, is noted as a defect.
    @inline(__always)
    mutating func figure<Measure: Dimension>(_ field: Int) throws(CellError) -> Figure<Measure>? {
        guard !isNull(field) else { return nil }
        switch try number(field, of: Measure.self) {
        case .finite(let number)? where number.isWithinColumnRange: return .finite(number)
        case .finite?, nil:
            note(.outOfRange, field)
            return .finite(.zero)
        case let other?:
            note(.notFinite, field)
            return other
        }
    }

    /// The number in a cell that is not null; nil for one that is far beyond what its column can hold.
    @inline(__always)
    func number<Measure: Dimension>(_ field: Int, of: Measure.Type) throws(CellError) -> Figure<Measure>? {
        guard type(field) == .numeric else { return .finite(Exact(Int(wholeNumber(field)))) }
        return try numeric(field, of: Measure.self)
    }

    /// A numeric's header is its count of digits, the weight of the first, its sign or kind, and its display scale.
    ///
    /// - Returns: Nil for a number so far from every column that it need not be made, which could take seconds: one of 10^1000
    ///   or more, or with more places than PostgreSQL has.
    @inline(__always)
    private func numeric<Measure>(_ field: Int, of: Measure.Type) throws(CellError) -> Figure<Measure>? {
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
        let (count, weight) = ((cell.count - 8) / 2, Int(cell.bigEndian(Int16.self, at: 2)))
        guard count == 0 || (weight < 250 && weight - count >= -4_097) else { return nil }
        let number = Exact<Measure>(base10000Digits: count, weight: weight, isNegative: sign != 0) {
            cell.bigEndian(UInt16.self, at: 8 + 2 * $0)
        }
        return .finite(number)
    }

    @inline(never)
    private mutating func note(_ reason: Defect.Reason, _ field: Int) {
        defects.append(Defect(column: table.columns[field].name, reason: reason))
    }
}
