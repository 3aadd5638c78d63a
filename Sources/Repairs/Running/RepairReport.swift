package import FinancialMath

/// What came of a run's repairs, script by script.
package struct RepairReport: Sendable {
    package let isDryRun: Bool
    package var scripts: [ScriptResult] = []
    /// Why the scripts after those were not run.
    package var failure: RepairFailure?

    /// The same repair may stand in several scripts: each counts once, as what became of it in the best of them.
    package var totals: Totals {
        var totals = Totals()
        totals.applied = findings(\.done)
        totals.doneBefore = findings(\.doneBefore).subtracting(totals.applied)
        let settled = totals.applied.union(totals.doneBefore)
        totals.skipped = findings(\.passedOver).subtracting(settled)
        totals.unpicked = findings(\.unpicked).subtracting(settled).subtracting(totals.skipped)
        totals.impact = scripts.reduce(.zero) { $0 + $1.impact }
        return totals
    }

    /// Ids of findings, each of which names a repair.
    package struct Totals: Sendable {
        package var applied: Set<String> = []
        package var doneBefore: Set<String> = []
        package var skipped: Set<String> = []
        package var unpicked: Set<String> = []
        /// What the findings that were settled come to.
        package var impact = Money.zero

        package var proposed: Int { applied.count + doneBefore.count + skipped.count + unpicked.count }
    }

    private func findings(_ repairs: (ScriptResult) -> [ScriptResult.Repair]) -> Set<String> {
        Set(scripts.flatMap(repairs).map(\.finding))
    }
}
