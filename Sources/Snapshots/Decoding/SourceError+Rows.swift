import LiveShopping

extension SourceError {
    /// A key that must be unique and is not.
    static func duplicate(_ key: String, of field: Int, in layout: TableLayout) -> SourceError {
        SourceError(
            .unreadable, place: layout.place(ofField: field), problem: "\(key) comes more than once and must be unique",
            remedy: "mend the rows, or the view that repeats them")
    }
}

extension CellError {
    /// The error with the table and the row that it is about.
    func located(in layout: TableLayout, row: Int64?) -> SourceError {
        let place = layout.place(ofField: field) + (row.map { ", id \($0)" } ?? "")
        switch problem {
        case .invalidUTF8:
            return SourceError(
                .unreadable, place: place, problem: "the text is not valid UTF-8",
                remedy: "mend the text in the database; its bytes are of another encoding")
        case .invalidJSON(let offset):
            return SourceError(
                .unreadable, place: place, problem: "the text stops being JSON at byte \(offset)",
                remedy: "mend the text, or set it to null when the client has no rules of its own")
        case .damaged:
            return SourceError(
                .unreadable, place: place, problem: "the value's bytes cannot be a value of its type",
                remedy: "take the snapshot again, or ask who runs the server")
        }
    }
}

extension CopyDamage {
    /// The error with the table that it is about.
    func located(in layout: TableLayout) -> SourceError {
        SourceError(
            .unreadable, place: layout.table.name, problem: "what was sent is not a table: \(problem(in: layout))",
            remedy: "take the snapshot again; when it comes from a server, connect to it without a proxy in between")
    }
}
