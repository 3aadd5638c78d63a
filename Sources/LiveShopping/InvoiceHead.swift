/// What stands at the head of an invoice, for the eyes of the client: nothing that is judged.
public struct InvoiceHead: Sendable, Hashable {
    public var number: String?
    /// The dates as ISO 8601 has them: `2026-11-22`.
    public var issued: String?
    public var due: String?

    public init(number: String? = nil, issued: String? = nil, due: String? = nil) {
        self.number = number
        self.issued = issued
        self.due = due
    }
}
