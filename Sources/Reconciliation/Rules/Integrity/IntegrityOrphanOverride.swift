internal import LiveShopping

/// A price override of a session that does not exist.
struct IntegrityOrphanOverride: LedgerRule {
    static let description = RuleDescription(
        id: "integrity.orphan-override", severity: .warning,
        title: "A price override without its session",
        rationale: "It prices nothing: a row that was left behind when its session went.",
        remedy: "Delete it.",
        population: .overrides, cause: .missingRow,
        examples: [
            .fires(
                "The host's price is for session 99, which does not exist.", "override=1", expected: "session",
                actual: "none", repair: .choice
            ) {
                $0.override { $0.sessionID = ID(99) }
            },
            .silent("The host's price is for a session that exists.") {
                $0.session(.active)
                $0.override()
            },
            .silent("The session of the host's price was deleted, but its row is there.") {
                $0.session(.ended) { $0.isDeleted = true }
                $0.override()
            },
            .fires(
                "The host's price is for session 99, which does not exist, and is not a number.", "override=1",
                expected: "session", actual: "none"
            ) {
                $0.override {
                    $0.sessionID = ID(99)
                    $0.price = .nan
                }
            },
        ])

    func judge(_ ledger: Ledger) -> [Ruling] {
        var rulings: [Ruling] = []
        ledger.overrides.forEach { override in
            guard ledger.sessions.slot(of: override.sessionID) == nil else { return }
            rulings.append(
                ruling(
                    FindingKey(.override(override.id)), Subject(), expected: "session", actual: "none",
                    repair: Self.repair(override, ledger),
                    because: """
                        Override \(override.id) of product \(override.productID) names session \(override.sessionID), \
                        which does not exist.
                        """))
        }
        return rulings
    }

    private static func repair(_ override: PriceOverride, _ ledger: Ledger) -> Repair {
        .choice(
            [
                .init(
                    title: "Delete override \(override.id)", consequence: "It prices nothing.",
                    changes: [.delete(.override(override.id))])
            ],
            restingOn: [RowEvidence(ledger).override(override)])
    }
}
