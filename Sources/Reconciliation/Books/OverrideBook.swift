internal import Common
internal import LiveShopping

/// The price overrides: for each session and product the one that counts, and all where there are several.
///
/// An override takes 20 bytes, 8 to 15 where it is found by its place, and some 30 for its packed row.
struct OverrideBook: Sendable {
    struct Place: Hashable {
        let session: SessionID
        let product: ProductID
    }

    private var rows = PackedTable<PriceOverride>()
    /// Of the rows, by their slots.
    private var places: [Place] = []
    /// The row that counts, by its place.
    private var counting = SlotTable()
    /// Slots by session, once all are there.
    private var bySession: [Int32] = []
    /// The overrides of each place that has more than one.
    private(set) var duplicates: [Place: [PriceOverride]] = [:]

    mutating func add(_ override: PriceOverride) {
        let place = Place(session: override.sessionID, product: override.productID)
        let slot = rows.count
        rows.append(override)
        places.append(place)
        let bucket = bucket(of: place)
        guard let counts = counting[bucket] else {
            let places = places
            return counting.insert(slot, hash: Self.hash(of: place), at: bucket) { Self.hash(of: places[$0]) }
        }
        let other = rows[counts]
        duplicates[place, default: [other]].append(override)
        if Self.counts(override, before: other) { counting.replace(at: bucket, with: slot) }
    }

    /// Once all are there.
    mutating func seal() {
        let places = places
        bySession = (0..<Int32(places.count)).sorted {
            (places[Int($0)].session, $0) < (places[Int($1)].session, $1)
        }
    }

    /// How many rows there are.
    var count: Int { places.count }

    /// How many products of sessions they are for.
    var placeCount: Int { counting.count }

    /// Readable before NaN, then the latest updatedAt, then the highest id.
    private static func counts(_ one: PriceOverride, before other: PriceOverride) -> Bool {
        guard one.price.isFinite == other.price.isFinite else { return one.price.isFinite }
        return (one.updatedAt, one.id) > (other.updatedAt, other.id)
    }

    private func bucket(of place: Place) -> Int { counting.bucket(Self.hash(of: place)) { places[$0] == place } }

    private static func hash(of place: Place) -> Int { slotHash(place.session.rawValue, place.product.rawValue) }

    func exists(session: SessionID, product: ProductID) -> Bool {
        counting[bucket(of: Place(session: session, product: product))] != nil
    }

    /// The override that prices a product in a session; it may hold no number, and then gives no price.
    func override(session: SessionID, product: ProductID) -> PriceOverride? {
        counting[bucket(of: Place(session: session, product: product))].map { rows[$0] }
    }

    /// The sessions that have one, each as often as it has.
    var sessions: some Sequence<SessionID> { places.lazy.map(\.session) }

    /// All overrides of a session, by id.
    func rows(ofSession id: SessionID) -> [PriceOverride] {
        let first = bySession.firstPlace { places[Int($0)].session >= id }
        return bySession[first...].prefix { places[Int($0)].session == id }.map { rows[Int($0)] }
            .sorted { $0.id < $1.id }
    }

    /// The place's rows besides the one that counts, by id.
    func superseded(at place: Place) -> [PriceOverride] {
        let counting = override(session: place.session, product: place.product)
        return (duplicates[place] ?? []).filter { $0.id != counting?.id }.sorted { $0.id < $1.id }
    }

    /// Every row that counts or is superseded, in no order.
    func forEach(_ body: (PriceOverride) -> Void) { rows.forEach(body) }
}
