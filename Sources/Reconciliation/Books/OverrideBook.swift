internal import LiveShopping

/// The price overrides: for each session and product the one that counts, and all where there are several.
struct OverrideBook: Sendable {
    struct Place: Hashable {
        let session: SessionID
        let product: ProductID
    }

    private var counting: [Place: PriceOverride] = [:]
    private var bySession: [SessionID: [PriceOverrideID]] = [:]
    private var places: [PriceOverrideID: Place] = [:]
    /// The overrides of each place that has more than one.
    private(set) var duplicates: [Place: [PriceOverride]] = [:]

    mutating func add(_ override: PriceOverride) {
        let place = Place(session: override.sessionID, product: override.productID)
        places[override.id] = place
        bySession[override.sessionID, default: []].append(override.id)
        guard let other = counting[place] else {
            counting[place] = override
            return
        }
        duplicates[place, default: [other]].append(override)
        if Self.counts(override, before: other) { counting[place] = override }
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

    /// The override that prices a product in a session; it may hold no number, and then gives no price.
    func override(session: SessionID, product: ProductID) -> PriceOverride? {
        counting[Place(session: session, product: product)]
    }

    func hasSome(_ session: SessionID) -> Bool { bySession[session] != nil }

    /// The ids of all overrides of a session, ascending.
    func ids(ofSession id: SessionID) -> [PriceOverrideID] { (bySession[id] ?? []).sorted() }

    /// The place's rows besides the one that counts, by id.
    func superseded(at place: Place) -> [PriceOverride] {
        (duplicates[place] ?? []).filter { $0.id != counting[place]?.id }.sorted { $0.id < $1.id }
    }

    /// A row by its id.
    func row(_ id: PriceOverrideID) -> PriceOverride? {
        guard let place = places[id] else { return nil }
        return duplicates[place]?.first { $0.id == id } ?? counting[place]
    }

    /// Every row that counts or is superseded, in no order.
    func forEach(_ body: (PriceOverride) -> Void) {
        for (place, override) in counting {
            if let rows = duplicates[place] { rows.forEach(body) } else { body(override) }
        }
    }
}
