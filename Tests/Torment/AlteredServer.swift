import Foundation
import LiveShopping
import Simulation
import Snapshots
import Synchronization
import TestSupport

/// A server of which one message, or everything behind it, is not what it said.
struct AlteredServer: Trial {
    private let database: Database

    init(_ ground: Ground) throws {
        database = try PrivatePostgres.shared().makeDatabase("torment")
        // With faults, but none that a key or a constraint forbids.
        let simulation = try Simulation(
            sessions: 20, seed: 1, asOf: Timestamp(year: 2026, month: 11, day: 22, hour: 2), faultsPerRule: 1)
        try DatabaseLoader(preparing: database.conninfo).load { _ = try simulation.run(into: $0) }
    }

    mutating func attempt(_ random: inout SeededGenerator, in folder: URL) throws -> String? {
        let lie = Mutex(Lie(&random))
        let meddler = try Meddler(before: database) { message in lie.withLock { $0.told(message) } }
        do {
            let source = try PostgresSource(
                conninfo: meddler.conninfo(database) + " connect_timeout=2", connections: 2,
                readTimeout: TimeSpan(seconds: 1))
            try source.withReader { try AlteredSnapshot.everything($0) }
            _ = try source.promises()
            return nil
        } catch let error as SourceError {
            return [.unreachable, .unreadable].contains(error.kind) && !error.description.contains("\n")
                ? nil : "\(error)"
        } catch {
            return "\(error)"
        }
    }

    /// Which message is harmed, and how.
    private struct Lie {
        private var random: SeededGenerator
        private var until: Int
        private let isSilentAfter: Bool

        init(_ random: inout SeededGenerator) {
            // Early ones as often as late ones, of which there are many more.
            until = Int(exp2(Double.random(in: 0..<11, using: &random)))
            isSilentAfter = Int.random(in: 0..<40, using: &random) == 0
            self.random = SeededGenerator(seed: random.next())
        }

        mutating func told(_ message: Meddler.Message) -> [UInt8]? {
            until -= 1
            guard until <= 0 else { return message.bytes }
            if until < 0 { return isSilentAfter ? nil : message.bytes }
            switch Int.random(in: 0..<6, using: &random) {
            case 0: return []
            case 1: return message.bytes + message.bytes
            case 2:
                var body = message.body
                Damage.harm(&body, &random)
                return Meddler.Message.framed(message.type, body)
            case 3:
                let type = "ACDEGHIKNRSTVZcdnst123".randomElement(using: &random) ?? "Z"
                return Meddler.Message.framed(type, message.body)
            default:
                var bytes = message.bytes
                Damage.harm(&bytes, &random)
                return bytes
            }
        }
    }
}
