import FinancialMath
import LiveShopping
import TestSupport

/// Rows with awkward values in every column, of which many are null and none is a defect.
struct RowGenerator {
    var random: SeededGenerator
    /// Values fit the reference schema's columns, as a database insists.
    var fitsColumns = false

    mutating func number<D>(_: D.Type = D.self) -> Figure<D> {
        let wide = ["9223372036854.775808", "-922337203685477.5807", "0.000000000000000000001", "12345678.000000001"]
        let plain = ["0", "-0.01", "0.01", "1234567890.12", "-99999999.99", "10000", "0.5", "100000000", "9999.99"]
        let pool = fitsColumns ? plain : plain + wide
        guard Int.random(in: 0..<3, using: &random) > 0 else { return .finite(Exact(literal: pick(pool))!) }
        let unscaled = Int64.random(in: -99_999_999...99_999_999, using: &random)
        return .finite(Exact(unscaled: unscaled, places: fitsColumns ? 2 : Int.random(in: 0...12, using: &random)))
    }

    mutating func percentage() -> Percentage {
        Percentage(unscaled: Int64.random(in: -99_999...99_999, using: &random), places: 2)
    }

    mutating func moment() -> Timestamp {
        let pool = [
            Timestamp.infinity, .negativeInfinity, Timestamp(microseconds: 0), Timestamp(microseconds: -1),
            Timestamp(year: 9999, month: 12, day: 31), Timestamp(year: 20_000, month: 2, day: 29),
        ]
        return Int.random(in: 0..<4, using: &random) == 0
            ? pick(pool)
            : Timestamp(microseconds: Int64.random(in: -1_000_000_000_000_000...1_000_000_000_000_000, using: &random))
    }

    mutating func text() -> String {
        pick([
            "", " ", "x", "trailing  ", "Ünïcödé", "日本語のテキスト", "👩‍👩‍👧‍👦 family", "e\u{301}", "\"quoted\"", "back\\slash",
            "tab\tnewline\n", String(repeating: "long ", count: 60), "=1+1", "Live Shopping Session #ABC-1",
        ])
    }

    mutating func word<Known>(_ known: [Known]) -> Word<Known> {
        Int.random(in: 0..<6, using: &random) == 0 ? Word(text()) : .known(pick(known))
    }

    mutating func maybe<Value>(_ value: (inout RowGenerator) -> Value) -> Value? {
        Bool.random(using: &random) ? value(&self) : nil
    }

    mutating func flag() -> Bool { Bool.random(using: &random) }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values.randomElement(using: &random)!
    }

    mutating func reference<Entity>(_ count: Int) -> ID<Entity> {
        ID(Int64.random(in: 1...Int64(count), using: &random))
    }

    /// So many rows of each table (fewer where there is little to say), whose references exist.
    mutating func rows(_ count: Int, cartItems: Int? = nil) -> MemoryRows {
        var rows = MemoryRows()
        for row in 1...count {
            let id = Int64(row)
            rows.users.append(User(id: ID(id), name: maybe { $0.text() }))
            rows.clients.append(
                Client(
                    id: ID(id), name: text(), pricingProfileID: maybe { _ in id },
                    customMargin: maybe { $0.percentage() }, hasPricingRules: row % 7 == 0))
            rows.creditLimits.append(CreditLimit(clientID: ID(id), limit: number(), storedExposure: number()))
            rows.products.append(Product(id: ID(id), name: text(), category: text()))
            rows.batches.append(batch(id, of: count))
            rows.pricingDefaults.append(
                PricingDefault(
                    category: "category \(id)", margin: .finite(percentage()), updatedAt: maybe { $0.moment() },
                    isDeleted: flag()))
            rows.sessions.append(session(id, of: count))
            rows.priceOverrides.append(
                PriceOverride(
                    id: ID(id), sessionID: reference(count), productID: reference(count), price: number(),
                    createdAt: moment(), updatedAt: moment()))
            rows.orders.append(order(id, of: count))
            rows.orderLines.append(
                OrderLine(
                    id: ID(id), orderID: reference(count), batchID: reference(count), quantity: .finite(Exact(row)),
                    unitPrice: .finite(Exact(unscaled: id, places: 2)),
                    lineTotal: .finite(Exact(unscaled: -id, places: 2)),
                    isSample: flag(), isDeleted: flag()))
            rows.invoices.append(
                Invoice(
                    id: ID(id), clientID: maybe { $0.reference(count) }, amountDue: maybe { $0.number() },
                    status: maybe { $0.word(InvoiceStatus.allCases) }, isDeleted: flag(),
                    totalAmount: maybe { $0.number() }, amountPaid: maybe { $0.number() },
                    referenceType: maybe { $0.text() }, referenceID: maybe { $0.reference(count) }))
        }
        for row in 1...(cartItems ?? count) { rows.cartItems.append(cartItem(Int64(row), of: count)) }
        rows.channelSettings = [
            ChannelSetting(channel: "LIVE_SHOPPING", defaultBasis: word(CostBasis.allCases)),
            ChannelSetting(channel: "other", defaultBasis: nil, isDeleted: true),
        ]
        return rows
    }
}

extension RowGenerator {
    /// What JSON says of an agreement: a moment has a year of four digits.
    mutating func negotiation() -> Negotiation {
        Negotiation(
            finalPrice: maybe { Money(unscaled: Int64.random(in: -99_999...99_999, using: &$0.random), places: 3) },
            acceptedAt: maybe { Timestamp(microseconds: Int64.random(in: -1_000_000...1_000_000, using: &$0.random)) })
    }

    mutating func batch(_ id: Int64, of count: Int) -> Batch {
        Batch(
            id: ID(id), productID: reference(count), code: text(), onHand: number(), sample: number(),
            reserved: number(), quarantine: number(), hold: number(), unitCost: maybe { $0.number() },
            costMode: maybe { $0.word(CostMode.allCases) }, unitCostMinimum: maybe { $0.number() },
            unitCostMaximum: maybe { $0.number() }, status: maybe { $0.text() }, updatedAt: maybe { $0.moment() },
            isDeleted: flag())
    }

    mutating func session(_ id: Int64, of count: Int) -> Session {
        Session(
            id: ID(id), hostID: reference(count), clientID: reference(count), status: word(SessionStatus.allCases),
            roomCode: "ROOM-\(id)", scheduledAt: maybe { $0.moment() }, startedAt: maybe { $0.moment() },
            endedAt: maybe { $0.moment() }, title: maybe { $0.text() }, timeoutSeconds: maybe { _ in id * 60 },
            expiresAt: maybe { $0.moment() }, lastActivityAt: maybe { $0.moment() }, createdAt: moment(),
            updatedAt: moment(), isDeleted: flag())
    }

    mutating func order(_ id: Int64, of count: Int) -> Order {
        Order(
            id: ID(id), clientID: reference(count), number: text(), type: word(OrderType.allCases), isDraft: flag(),
            subtotal: number(), total: number(), tax: maybe { $0.number() }, discount: maybe { $0.number() },
            shipping: maybe { $0.number() }, cashPayment: maybe { $0.number() },
            saleStatus: maybe { $0.word(SaleStatus.allCases) },
            fulfillmentStatus: maybe { $0.word(FulfillmentStatus.allCases) }, invoiceID: maybe { $0.reference(count) },
            notes: maybe { $0.text() }, liveSessionID: maybe { $0.reference(count) }, origin: maybe { $0.text() },
            createdAt: moment(), isDeleted: flag())
    }

    mutating func cartItem(_ id: Int64, of count: Int) -> CartItem {
        let status = maybe { $0.word(NegotiationStatus.allCases) }
        return CartItem(
            id: ID(id), sessionID: reference(count), batchID: reference(count), productID: reference(count),
            quantity: number(), unitPrice: number(), isSample: flag(),
            itemStatus: maybe { $0.word(ItemStatus.allCases) },
            negotiationStatus: status, createdAt: moment(), updatedAt: moment(), isDeleted: flag(),
            negotiation: status?.known == .accepted ? maybe { $0.negotiation() } : nil)
    }
}
