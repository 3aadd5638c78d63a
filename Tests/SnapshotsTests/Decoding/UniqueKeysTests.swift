import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

@Suite("Keys that may come once")
struct UniqueKeysTests {
    @Test("A set of ids behaves as a set, with ids near, far and at the ends")
    func bitmap() {
        var random = SeededGenerator.printed()
        var bitmap = IDBitmap()
        var set: Set<Int64> = []
        let ends: [Int64] = [.min, .max, -1, 0, 1, 63, 64, -64, -65, .min + 1, .max - 1]
        for _ in 0..<20_000 {
            let id =
                switch Int.random(in: 0..<3, using: &random) {
                case 0: Int64.random(in: -500...500, using: &random)
                case 1: ends.randomElement(using: &random)!
                default: Int64.random(in: .min ... .max, using: &random)
                }
            let isNew = bitmap.insert(id)
            #expect(isNew == set.insert(id).inserted)
        }
    }

    @Test("A union names the smallest id that was in both")
    func union() {
        var random = SeededGenerator.printed()
        for _ in 0..<300 {
            let pool: ClosedRange<Int64> = Bool.random(using: &random) ? -300...300 : .min ... .max
            func ids() -> Set<Int64> {
                Set((0..<Int.random(in: 0...40, using: &random)).map { _ in Int64.random(in: pool, using: &random) })
            }
            let (left, right) = (ids(), ids())
            var (bitmap, other) = (IDBitmap(), IDBitmap())
            for id in left { _ = bitmap.insert(id) }
            for id in right { _ = other.insert(id) }
            #expect(bitmap.formUnion(other) == left.intersection(right).min())
            let new = left.union(right).filter { bitmap.insert($0) }
            #expect(new.isEmpty)
        }
    }

    @Test("An id that comes twice is refused by table, column and value")
    func duplicateID() throws {
        let users = [3, 4, 3].map { User(id: ID($0)) }
        let error = sourceError { _ = try decode(User.self, copyBytes(users), checksKeys: true) }
        #expect(error?.kind == .unreadable)
        #expect(error?.place == "users.id")
        #expect(error?.problem == "3 comes more than once and must be unique")
        #expect(try decode(User.self, copyBytes(users), checksKeys: false).count == 3)
    }

    @Test("A client's second credit row, a category's second default and a channel's second basis are refused")
    func otherKeys() {
        let limit = CreditLimit(clientID: ID(8), limit: .finite(.zero), storedExposure: .finite(.zero))
        expectDuplicate([limit, limit], "client_credit_limits.client_id", "8")
        let margin = PricingDefault(category: "Tea", margin: .finite(.zero))
        expectDuplicate([margin, margin], "pricing_defaults.product_category", "\"Tea\"")
        let channel = ChannelSetting(channel: "LIVE_SHOPPING", defaultBasis: nil)
        expectDuplicate([channel, channel], "range_pricing_channel_settings.channel", "\"LIVE_SHOPPING\"")
    }

    private func expectDuplicate<Row: TableRow>(
        _ rows: [Row], _ place: String, _ key: String
    ) {
        let error = sourceError { _ = try decode(Row.self, copyBytes(rows), checksKeys: true) }
        #expect(error?.place == place)
        #expect(error?.problem.hasPrefix("\(key) comes more than once") == true)
    }

    @Test("Nulls are no keys")
    func nulls() throws {
        let channels = [
            ChannelSetting(channel: nil, defaultBasis: nil), ChannelSetting(channel: nil, defaultBasis: nil),
        ]
        #expect(try decode(ChannelSetting.self, copyBytes(channels), checksKeys: true).count == 2)
        let invoices = (0..<3).map { _ in Invoice(id: nil, clientID: nil, amountDue: nil, status: nil) }
        #expect(try decode(Invoice.self, copyBytes(invoices), checksKeys: true).count == 3)
    }

    @Test("A key in two parts is noticed once, and a part that is read again adds nothing")
    func parts() {
        func keys(_ ids: Int64...) -> UniqueKeys {
            var keys = UniqueKeys()
            for id in ids { _ = keys.insert(id) }
            return keys
        }
        let parts = PartKeys()
        #expect(parts.add(keys(1, 2), ofPart: 0, of: 3, table: .users) == nil)
        #expect(parts.add(keys(1, 2), ofPart: 0, of: 3, table: .users) == nil)
        #expect(parts.add(keys(1, 2), ofPart: 0, of: 3, table: .clients) == nil)
        #expect(parts.add(keys(3), ofPart: 2, of: 3, table: .users) == nil)
        #expect(parts.add(keys(2, 5), ofPart: 1, of: 3, table: .users) == "2")
        #expect(parts.add(keys(2), ofPart: 1, of: 2, table: .users) == nil)
    }
}
