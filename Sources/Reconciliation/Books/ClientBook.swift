internal import LiveShopping

/// The clients: every one that has a row, a credit row or a session, by slot.
struct ClientBook: Sendable {
    private var slots: [ClientID: Int] = [:]
    private(set) var ids: [ClientID] = []
    private var rows: [Client?] = []
    /// Clients that have a row, readable or not.
    private var existing: Set<ClientID> = []
    private var bases: [PriceHierarchy.ClientBasis] = []
    private var creditRows: [Credit] = []

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
        existing.insert(id)
        guard !isExcluded else { return }
        let slot = addSlot(for: client.id)
        rows[slot] = client
        bases[slot] = PriceHierarchy.ClientBasis(client)
    }

    func exists(_ id: ClientID) -> Bool { existing.contains(id) }

    mutating func add(_ credit: CreditLimit, isExcluded: Bool) {
        guard let id = credit.known(.clientID, credit.clientID) else { return }
        creditRows[addSlot(for: id)] = isExcluded ? .excluded : .row(credit)
    }

    @discardableResult
    mutating func addSlot(for id: ClientID) -> Int {
        if let slot = slots[id] { return slot }
        let slot = ids.count
        slots[id] = slot
        ids.append(id)
        rows.append(nil)
        bases.append(PriceHierarchy.ClientBasis(nil))
        creditRows.append(.none)
        return slot
    }

    func slot(of id: ClientID) -> Int? { slots[id] }

    func client(_ id: ClientID) -> Client? { slots[id].flatMap { rows[$0] } }

    func client(at slot: Int) -> Client? { rows[slot] }

    /// What the client brings to a price.
    func basis(of id: ClientID) -> PriceHierarchy.ClientBasis {
        slots[id].map { bases[$0] } ?? PriceHierarchy.ClientBasis(nil)
    }

    func credit(at slot: Int) -> Credit { creditRows[slot] }
}
