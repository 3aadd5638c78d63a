public import FoundationEssentials

/// Reads a CSV file as RFC 4180 has it, row by row, so that a file of any length takes the memory of one row.
///
/// A line may also end with a bare LF, and the last one not at all.
public struct CSVReader: Sequence, IteratorProtocol, Sendable {
    private let bytes: Data
    private var position = 0

    public init(_ bytes: Data) {
        self.bytes = bytes
    }

    public mutating func next() -> CSVRow? {
        guard position < bytes.count else { return nil }
        var row = CSVRow()
        position = bytes.withUnsafeBytes { row.read($0, from: position) }
        return row
    }
}

/// The cells of one row.
public struct CSVRow: Sendable {
    /// The cells' texts, without quotes, one behind the other.
    private var text: [UInt8] = []
    /// Where in that text each cell ends.
    private var ends: [Int] = []

    fileprivate init() {}

    public var count: Int { ends.count }

    /// The text of every cell.
    public var cells: [String] { ends.indices.map { self[$0] } }

    public subscript(index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

    /// Whether a cell has this text, found out without making a string of it.
    public func cell(_ index: Int, is other: String) -> Bool { bytes(index).elementsEqual(other.utf8) }

    private func bytes(_ index: Int) -> ArraySlice<UInt8> {
        text[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}

extension CSVRow {
    /// Takes the row that begins at a place, and answers with where the next one begins.
    fileprivate mutating func read(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var isQuoted = false
        var last: UInt8 = 0
        for place in start..<bytes.count {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "\""):
                // A quote that opens where another has just closed is one that belongs to the text.
                if !isQuoted, last == byte { text.append(byte) }
                isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted:
                ends.append(text.count)
            case UInt8(ascii: "\n") where !isQuoted:
                if last == UInt8(ascii: "\r") { text.removeLast() }
                ends.append(text.count)
                return place + 1
            default:
                text.append(byte)
            }
            last = byte
        }
        ends.append(text.count)
        return bytes.count
    }
}
