import Foundation
import LiveShopping
import Simulation
import Snapshots
import TestSupport

/// A shop in which people have written what they like wherever they may.
struct HostileNames: Trial {
    private let ground: Ground

    init(_ ground: Ground) { self.ground = ground }

    mutating func attempt(_ random: inout SeededGenerator, in folder: URL) throws -> String? {
        let snapshot = folder.appendingPathComponent("snapshot")
        let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
        let writer = try SnapshotFolderWriter(directory: snapshot, takenAt: asOf)
        let simulation = try Simulation(
            sessions: 3, seed: random.next(), asOf: asOf, faultsPerRule: 1, faults: [:], allowsOrphans: true)
        _ = try simulation.run(into: Renaming(writer: writer, random: SeededGenerator(seed: random.next())))
        try writer.finish()
        let output = folder.path + "/output"
        let run = try ground.run(["run", "--snapshot", snapshot.path, "--output", output, "--fail-on", "never"])
        if let problem = Ground.problem(run, allowed: [0]) { return problem }
        return Ground.problem(try ground.run(["verify", output]), allowed: [0])
    }
}

/// Writes rows on, with other texts in them.
private final class Renaming: RowSink {
    private let writer: SnapshotFolderWriter
    private var random: SeededGenerator

    init(writer: SnapshotFolderWriter, random: SeededGenerator) {
        (self.writer, self.random) = (writer, random)
    }

    private static let pieces: [String] = [
        "", " ", "x", "<b>", "]]>", "<!-- --", "&amp;", "\"", "'", "=1+1", "@", "-1", "\t", "\r", "\n", ",", ";", "😀",
        "שלום",
        "\u{202E}", "\u{2066}", "\u{2069}", "\u{301}", "\u{338}", "\u{1}", "\u{7}", "\u{1B}[2J", "\u{7F}", "\u{85}",
        "\u{2028}",
        "\u{E000}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "{{title}}", "{{#", "%s", "\\", "\\.", "|", "--", "/*", "$$",
        "\u{FEFF}",
        String(repeating: "long ", count: 20_000),
    ]

    /// Half of the texts stay what they are.
    private func other(_ text: String) -> String {
        guard Bool.random(using: &random) else { return text }
        let count = Int.random(in: 1...4, using: &random)
        let pieces = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
        return Bool.random(using: &random) ? text + pieces : pieces
    }

    func write(_ user: User) throws {
        var user = user
        user.name = user.name.map(other)
        try writer.write(user)
    }

    func write(_ client: Client) throws {
        var client = client
        client.name = other(client.name)
        try writer.write(client)
    }

    func write(_ product: Product) throws {
        var product = product
        (product.name, product.category) = (other(product.name), other(product.category))
        try writer.write(product)
    }

    func write(_ batch: Batch) throws {
        var batch = batch
        batch.code = other(batch.code)
        try writer.write(batch)
    }

    func write(_ session: Session) throws {
        var session = session
        session.roomCode = other(session.roomCode)
        if Int.random(in: 0..<8, using: &random) == 0 { session.status = .other(ExactText(other(""))) }
        try writer.write(session)
    }

    func write(_ order: Order) throws {
        var order = order
        (order.number, order.notes) = (other(order.number), order.notes.map(other))
        try writer.write(order)
    }

    func write(_ creditLimit: CreditLimit) throws { try writer.write(creditLimit) }
    func write(_ pricingDefault: PricingDefault) throws { try writer.write(pricingDefault) }
    func write(_ channelSetting: ChannelSetting) throws { try writer.write(channelSetting) }
    func write(_ priceOverride: PriceOverride) throws { try writer.write(priceOverride) }
    func write(_ orderLine: OrderLine) throws { try writer.write(orderLine) }
    func write(_ invoice: Invoice) throws { try writer.write(invoice) }
    func write(_ cartItem: CartItem) throws { try writer.write(cartItem) }
}
