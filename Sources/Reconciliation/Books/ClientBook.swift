internal import FinancialMath
internal import LiveShopping

/// The clients: every one that has a row, a credit row or a session, by slot.
///
/// A client takes 16 bytes, 8 to 15 where it is found by its id, and its rows, packed: some 30 and 20.
struct ClientBook: Sendable {
    private var slots = SlotTable()
    private(set) var ids: [ClientID] = []
    /// Without their pricing rules, which few clients have and which do not pack.
    private var rows = PackedRows<Client>()
    private var creditRows = PackedRows<CreditLimit>()
    private var places: [Places] = []
    /// By the client's slot.
    private var rules: [Int32: PricingRules] = [:]
    /// Clients that have a row that takes part in nothing.
    private var excluded: Set<ClientID> = []
    /// The slots of those that bring something to their prices.
    private var unusual = SlotSet()
    /// … and of these, of those whose prices nobody can recompute.
    private var obstructed = SlotSet()

    /// Where a client's rows are; below zero there is none.
    private struct Places {
        var row: PackedRows<Client>.Place = -1
        var credit: PackedRows<CreditLimit>.Place = Places.none

        static let none: Int32 = -1
        static let excluded: Int32 = -2
    }

    /// What is known of a client's credit row.
    enum Credit: Sendable {
        case none
        /// There is one, but it takes part in nothing.
        case excluded
        case row(CreditLimit)
    }

    var count: Int { ids.count }

    mutating func add(_ client: Client, isExcluded: Bool) {
        guard let id = client.known(.id, client.id) else { return }
        guard !isExcluded else {
            excluded.insert(id)
            return
        }
        let slot = addSlot(for: id)
        if let own = client.pricingRules { rules[Int32(slot)] = own }
        let basis = PriceHierarchy.ClientBasis(client)
        if !basis.isUsual { unusual.insert(slot) }
        if basis.isObstructed { obstructed.insert(slot) }
        var plain = client
        plain.pricingRules = nil
        places[slot].row = rows.append(plain)
    }

    @inline(__always)
    func exists(_ id: ClientID) -> Bool { slot(of: id).map { places[$0].row >= 0 } == true || excluded.contains(id) }

    mutating func add(_ credit: CreditLimit, isExcluded: Bool) {
        guard let id = credit.known(.clientID, credit.clientID) else { return }
        places[addSlot(for: id)].credit = isExcluded ? Places.excluded : creditRows.append(credit)
    }

    @discardableResult
    mutating func addSlot(for id: ClientID) -> Int {
        let bucket = bucket(of: id)
        if let slot = slots[bucket] { return slot }
        let slot = ids.count
        ids.append(id)
        places.append(Places())
        let ids = ids
        slots.insert(slot, hash: slotHash(id.rawValue), at: bucket) { slotHash(ids[$0].rawValue) }
        return slot
    }

    // Inlined, for else the whole book is handed over, with a reference to each of its arrays.
    @inline(__always)
    private func bucket(of id: ClientID) -> Int { slots.bucket(slotHash(id.rawValue)) { ids[$0] == id } }

    @inline(__always)
    func slot(of id: ClientID) -> Int? { slots[bucket(of: id)] }

    func client(_ id: ClientID) -> Client? { slot(of: id).flatMap(client(at:)) }

    func client(at slot: Int) -> Client? {
        guard places[slot].row >= 0 else { return nil }
        var client = rows[places[slot].row]
        client.pricingRules = rules[Int32(slot)]
        return client
    }

    /// What the client brings to a price.
    func basis(of id: ClientID) -> PriceHierarchy.ClientBasis { PriceHierarchy.ClientBasis(client(id)) }

    /// The client leaves prices to the batches.
    func isUsual(_ id: ClientID) -> Bool { slot(of: id).map { !unusual.contains($0) } ?? true }

    /// The margin that the client brings to a price; nil where the batch's counts, or nobody knows the price.
    func ownMargin(of id: ClientID) -> Percentage? {
        guard let slot = slot(of: id), unusual.contains(slot), !obstructed.contains(slot),
            case .margin(let margin)? = rules[Int32(slot)]
        else { return nil }
        return margin
    }

    func credit(at slot: Int) -> Credit {
        switch places[slot].credit {
        case Places.none: .none
        case Places.excluded: .excluded
        case let place: .row(creditRows[place])
        }
    }
}
