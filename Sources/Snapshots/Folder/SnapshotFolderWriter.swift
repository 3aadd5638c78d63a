public import FoundationEssentials
public import LiveShopping

/// Writes rows as a snapshot folder, as if they had been read from a database with the reference schema.
///
/// The folder is there when ``finish()`` has returned, whole; a writer that is dropped before leaves nothing.
public final class SnapshotFolderWriter: RowSink {
    private let folder: PartialFolder
    private var manifest: SnapshotManifest
    private var tables: [Table: TableWriter] = [:]

    /// - Parameters:
    ///   - available: Which columns and optional tables the folder has; values of others are dropped.
    ///   - fileSize: After so many bytes a table goes on in another file.
    /// - Throws: ``SourceError`` of kind `unwritable`, also when there is a folder of the name that is not empty.
    public init(
        directory: URL, takenAt: Timestamp, provenance: [SnapshotFacts.Provenance] = [],
        available: AvailableColumns = .all, fileSize: Int? = nil
    ) throws(SourceError) {
        folder = try PartialFolder(directory)
        manifest = SnapshotManifest(takenAt: takenAt, provenance: provenance)
        for table in Table.allCases where available.has(table) {
            tables[table] = try TableWriter(
                TableLayout(reference: table, available: available), in: folder.url,
                fileSize: fileSize ?? TableWriter.usualFileSize)
        }
    }

    private func append<Row: TableRow>(_ row: Row) throws { try tables[Row.table]?.append(row) }

    /// Writes the manifest and gives the folder its name.
    ///
    /// - Throws: ``SourceError`` of kind `unwritable`.
    public func finish() throws {
        for table in Table.allCases {
            guard let writer = tables[table] else { continue }
            manifest.tables.append(.init(writer.layout, try folder.settle(writer.finish(isEnded: false), of: table)))
        }
        try folder.publish(manifest)
    }
}

extension SnapshotFolderWriter {
    public func write(_ user: User) throws { try append(user) }
    public func write(_ client: Client) throws { try append(client) }
    public func write(_ creditLimit: CreditLimit) throws { try append(creditLimit) }
    public func write(_ product: Product) throws { try append(product) }
    public func write(_ batch: Batch) throws { try append(batch) }
    public func write(_ pricingDefault: PricingDefault) throws { try append(pricingDefault) }
    public func write(_ channelSetting: ChannelSetting) throws { try append(channelSetting) }
    public func write(_ session: Session) throws { try append(session) }
    public func write(_ priceOverride: PriceOverride) throws { try append(priceOverride) }
    public func write(_ order: Order) throws { try append(order) }
    public func write(_ orderLine: OrderLine) throws { try append(orderLine) }
    public func write(_ invoice: Invoice) throws { try append(invoice) }
    public func write(_ cartItem: CartItem) throws { try append(cartItem) }
}
