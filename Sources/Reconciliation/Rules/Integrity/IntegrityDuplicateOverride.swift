internal import LiveShopping

/// Several prices of the host for one product in one session.
struct IntegrityDuplicateOverride: LedgerRule {
    static let description = RuleDescription(
        id: "integrity.duplicate-override", severity: .warning,
        title: "Several price overrides for one product",
        rationale: """
            Only one can count: the one updated last. Another read of the table may pick another, and the client sees \
            a different price.
            """,
        remedy: "Apply the repair: it deletes all but the one that counts.",
        population: .overriddenProducts, repairStage: .overrides,
        examples: [
            .fires(
                "The host set two prices for one product in one session.", "session=1,product=1", expected: "1",
                actual: "2", repair: .automatic
            ) {
                $0.session(.active)
                $0.override()
                $0.override { $0.price = .number("10.50") }
            },
            .silent("The host set prices for two products.") {
                $0.session(.active)
                $0.override()
                $0.override { $0.productID = ID(2) }
            },
            .silent("The host set a price for one product in each of two sessions.") {
                $0.session(.active)
                $0.override()
                $0.session(.active)
                $0.override()
            },
            .fires(
                "One of the host's three prices is not a number.", "session=1,product=1", expected: "1", actual: "3"
            ) {
                $0.session(.active)
                $0.override()
                $0.override()
                $0.override { $0.price = .nan }
            },
        ])

    func judge(_ ledger: Ledger) -> [Ruling] {
        ledger.overrides.duplicates.map { place, overrides in
            let session = ledger.sessions.slot(of: place.session).map { ledger.sessions[$0] }
            let counting = ledger.overrides.override(session: place.session, product: place.product)
            let rows = overrides.sorted { $0.id < $1.id }
            let prices = rows.map { "\($0.price.formattedExactly) (override \($0.id))" }
            return ruling(
                FindingKey(.session(place.session), .product(place.product)),
                session?.subject ?? Subject(session: place.session), expected: "1", actual: String(overrides.count),
                repair: Self.repair(place, rows, ledger),
                because: """
                    \(ledger.named(place.product)) has \(overrides.count) prices in session \(place.session): \
                    \(prices.joined(separator: ", ")); override \(counting?.id.description ?? "none") counts.
                    """)
        }
    }

    private static func repair(_ place: OverrideBook.Place, _ rows: [PriceOverride], _ ledger: Ledger) -> Repair {
        let superseded = ledger.overrides.superseded(at: place)
        let evidence = RowEvidence(ledger)
        return .automatic(
            .init(
                title: "Delete \(counted(superseded.count, "superseded override"))",
                changes: superseded.map { .delete(.override($0.id)) }),
            restingOn: Grounds(
                rows.map(evidence.override) + [evidence.overrideMembers(of: place.session, ledger.overrides)]))
    }
}
