import LiveShopping

/// A row that can be read from the cells of a binary COPY; each table's row says how in a file of its own.
protocol BinaryDecodable: TableRow {
    /// The column whose values are unique.
    static var key: Field { get }

    /// - Throws: ``CellError`` for what cannot be read at all; what can be read and is no value is a defect of the row.
    init(decoding cells: inout RowCells) throws(CellError)
}
