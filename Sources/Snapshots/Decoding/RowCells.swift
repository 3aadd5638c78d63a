import LiveShopping

/// The cells of one row in the form of binary COPY: where each lies, and of what type it is.
///
/// One value serves all rows of a table, one after the other, so that reading a row allocates nothing. Columns that
/// the source does not have are null in every row.
struct RowCells: ~Copyable {
    /// The row's bytes. They are lent for the time in which one row is decoded, and are not read after it.
    private(set) var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    /// What is wrong with the row's values, as they are read.
    var defects: [Defect] = []
    let table: Table
    /// How times without zone are read; nil when they are in UTC as they stand.
    let zone: SiteTimeZone?
    /// Whether there is a zone; asked of every moment, for which the zone itself would be retained.
    let hasZone: Bool
    let words: KnownWords
    /// Where each cell begins and how many bytes it has, by field; −1 bytes are null.
    private let spans: UnsafeMutableBufferPointer<Span>
    /// The type of each cell, by field.
    private let types: UnsafeMutableBufferPointer<CellType>
    /// For each column that is sent: its field, and the bytes that each of its values must have, or −1.
    private let columns: UnsafeMutableBufferPointer<(field: Int, width: Int32)>

    struct Span {
        var start: Int = 0
        var length: Int32 = -1
    }

    init(_ layout: TableLayout) {
        table = layout.table
        zone = layout.timeZone.isUTC ? nil : layout.timeZone
        hasZone = zone != nil
        words = KnownWords(columns: layout.table.columns.count)
        // The last one is that of all columns that are skipped.
        let skipped = layout.table.columns.count
        spans = .allocate(capacity: skipped + 1)
        spans.initialize(repeating: Span())
        types = .allocate(capacity: layout.table.columns.count)
        types.initialize(repeating: .text)
        columns = .allocate(capacity: layout.columns.count)
        for (index, column) in layout.columns.enumerated() {
            types[column.field] = column.type
            columns.initializeElement(
                at: index, to: (column.isSkipped ? skipped : column.field, column.type.width.map(Int32.init) ?? -1))
        }
    }

    deinit {
        spans.deallocate()
        types.deallocate()
        columns.deallocate()
    }

    /// What stands at a place in a stream of rows.
    enum Step: Equatable {
        /// A whole row, and where the next thing begins.
        case row(end: Int)
        /// The mark behind the last row, and what comes after it.
        case end(Int)
        /// The bytes are over before the row is.
        case incomplete
    }

    /// Finds the cells of the row that begins at an offset.
    @inline(__always)
    mutating func find(in source: UnsafeRawBufferPointer, at start: Int) throws(CopyDamage) -> Step {
        guard source.count - start >= 2 else { return .incomplete }
        let count = source.bigEndian(Int16.self, at: start)
        if count == -1 { return .end(start + 2) }
        guard Int(count) == columns.count else {
            throw .wrongColumnCount(found: Int(count), expected: columns.count)
        }
        var offset = start + 2
        for index in 0..<columns.count {
            guard source.count - offset >= 4 else { return .incomplete }
            let length = source.bigEndian(Int32.self, at: offset)
            let column = columns[index]
            guard length == column.width || length == -1 || (length >= 0 && column.width < 0) else {
                throw .wrongLength(field: column.field, length: Int(length))
            }
            offset += 4
            spans[column.field] = Span(start: offset, length: length)
            guard length > 0 else { continue }
            guard source.count - offset >= Int(length) else { return .incomplete }
            offset += Int(length)
        }
        bytes = source
        return .row(end: offset)
    }
}

extension RowCells {
    @inline(__always)
    func type(_ field: Int) -> CellType { types[field] }

    @inline(__always)
    func isNull(_ field: Int) -> Bool { spans[field].length < 0 }

    /// A cell's bytes; none for null.
    @inline(__always)
    func bytes(_ field: Int) -> UnsafeRawBufferPointer {
        let span = spans[field]
        guard span.length > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(rebasing: bytes[span.start..<span.start + Int(span.length)])
    }

    /// An integer of the width that the cell's type has, of a cell that is not null.
    @inline(__always)
    func wholeNumber(_ field: Int) -> Int64 {
        let start = spans[field].start
        switch spans[field].length {
        case 8: return bytes.bigEndian(Int64.self, at: start)
        case 4: return Int64(bytes.bigEndian(Int32.self, at: start))
        case 2: return Int64(bytes.bigEndian(Int16.self, at: start))
        default: return Int64(bytes[start])
        }
    }

    mutating func takeDefects() -> [Defect] {
        defer { defects = [] }
        return defects
    }
}

extension UnsafeRawBufferPointer {
    /// Whether no byte is above 0x7F.
    @inline(__always)
    var isASCII: Bool {
        var bits: UInt64 = 0
        var offset = 0
        while count - offset >= 8 {
            bits |= loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            offset += 8
        }
        while offset < count {
            bits |= UInt64(self[offset])
            offset += 1
        }
        return bits & 0x8080_8080_8080_8080 == 0
    }

    /// An integer in network order. The caller has made sure that its bytes are there.
    @inline(__always)
    func bigEndian<Integer: FixedWidthInteger & BitwiseCopyable>(_ type: Integer.Type, at offset: Int) -> Integer {
        Integer(bigEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}
