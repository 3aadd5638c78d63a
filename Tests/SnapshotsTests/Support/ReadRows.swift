import Foundation
import LiveShopping
import Snapshots
import TestSupport

/// Every row of a selection of every table, as text, in an order that does not depend on the source.
func allRows(of source: some RowSource, _ selection: RowSelection = .everything) throws -> [Table: [String]] {
    try source.withReader { reader in
        var rows: [Table: [String]] = [:]
        func add<Row: TableRow>(_ read: (RowSelection, (Row) throws -> Void) throws -> Void) throws {
            var found: [String] = []
            try read(selection) { found.append(rowText($0)) }
            rows[Row.table] = found.sorted()
        }
        try add(reader.users)
        try add(reader.clients)
        try add(reader.creditLimits)
        try add(reader.products)
        try add(reader.batches)
        try add(reader.pricingDefaults)
        try add(reader.channelSettings)
        try add(reader.sessions)
        try add(reader.priceOverrides)
        try add(reader.orders)
        try add(reader.orderLines)
        try add(reader.invoices)
        try add(reader.cartItems)
        return rows
    }
}

/// A row as text, column by column: Swift by itself looks up how a row is made, which takes ten times as long.
func rowText(_ row: some TableRow) -> String { RowText(row).text }

private struct RowText: ColumnVisitor {
    typealias Failure = Never
    private(set) var text = ""

    init<Row: TableRow>(_ row: Row) {
        text += "\(Row.table)"
        row.showColumns(to: &self)
        for defect in row.defects { text += " \(defect)" }
    }

    private mutating func put(_ name: String, _ value: some Any) { text += " \(name)=\(value)" }

    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) { put(name, value) }

    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        if let value { put(name, value) }
    }

    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) { put(name, value) }

    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {}
}

/// The rows of one table.
func rows<Row>(
    _ source: some RowSource, _ selection: RowSelection = .everything,
    _ read: (any RowReader, RowSelection, (Row) throws -> Void) throws -> Void
) throws -> [Row] {
    try source.withReader { reader in
        var rows: [Row] = []
        try read(reader, selection) { rows.append($0) }
        return rows
    }
}

extension RowSink {
    /// Writes every row, tables interleaved.
    func write(_ rows: MemoryRows) throws {
        for index in 0..<(rows.cartItems.count + 2) {
            func next<Row>(_ rows: [Row], _ write: (Row) throws -> Void) throws {
                if index < rows.count { try write(rows[index]) }
            }
            try next(rows.cartItems) { try write($0) }
            try next(rows.orderLines) { try write($0) }
            try next(rows.orders) { try write($0) }
            try next(rows.invoices) { try write($0) }
            try next(rows.priceOverrides) { try write($0) }
            try next(rows.sessions) { try write($0) }
            try next(rows.channelSettings) { try write($0) }
            try next(rows.pricingDefaults) { try write($0) }
            try next(rows.batches) { try write($0) }
            try next(rows.products) { try write($0) }
            try next(rows.creditLimits) { try write($0) }
            try next(rows.clients) { try write($0) }
            try next(rows.users) { try write($0) }
        }
    }
}

/// Lends the path of a folder that is not there yet, and removes what has been made of it.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let parent = ScratchFolder.url.appendingPathComponent("tieout-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: parent) }
    return try body(parent.appendingPathComponent("snapshot"))
}

/// The error that a body throws; nil when it throws none, or one that is not a source's.
func sourceError(_ body: () throws -> Void) -> SourceError? {
    do {
        try body()
        return nil
    } catch {
        return error as? SourceError
    }
}
