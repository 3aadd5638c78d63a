/// A list of alike elements: what it and each of them is called, and what stands in them.
struct XMLList<Row> {
    let name: String
    let element: String
    let columns: [CSVColumn<Row>]
    /// The columns that are elements of their own instead of attributes, because they are long.
    let long: Set<String>

    init(_ name: String, of element: String, _ columns: [CSVColumn<Row>], long: Set<String> = []) {
        self.name = name
        self.element = element
        self.columns = columns.filter { !long.contains($0.name) } + columns.filter { long.contains($0.name) }
        self.long = long
    }

    /// The list is there also when nothing is in it.
    func write(_ rows: some Sequence<Row>, to file: inout XMLFile) throws(PublicationError) {
        var cell = CellValue()
        file.open(name)
        for row in rows {
            file.open(element)
            for column in columns {
                cell.clear()
                column.fill(row, &cell)
                if long.contains(column.name) {
                    file.element(column.name, cell)
                } else {
                    file.attribute(column.name, cell)
                }
            }
            try file.close()
        }
        try file.close()
    }
}
