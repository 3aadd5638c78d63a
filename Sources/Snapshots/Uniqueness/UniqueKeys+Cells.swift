import LiveShopping

extension UniqueKeys {
    /// Adds a row's key, unless it is null; answers whether it was new.
    @inline(__always)
    mutating func insert(_ field: some TableColumn, of cells: borrowing RowCells) throws(CellError) -> Bool {
        guard !cells.isNull(field.rawValue) else { return true }
        guard cells.type(field.rawValue).isText else { return insert(cells.wholeNumber(field.rawValue)) }
        return insert(try cells.text(field.rawValue) ?? "")
    }
}

extension RowCells {
    /// The row's id, where the table has one and it can be read.
    func rowID(_ key: some TableColumn) -> Int64? {
        isNull(key.rawValue) || type(key.rawValue).isText ? nil : wholeNumber(key.rawValue)
    }

    /// The row's key as messages show it.
    func keyText(_ key: some TableColumn) -> String {
        if let id = rowID(key) { return String(id) }
        return "\"\((try? text(key.rawValue)) ?? "")\""
    }

    @inline(__always)
    func isWanted(_ field: Int, _ values: Set<Int64>) -> Bool {
        !isNull(field) && values.contains(wholeNumber(field))
    }
}
