import LiveShopping
import Reconciliation
import Testing

@testable import Reports

@Suite struct LimitationTests {
    /// Every optional table and column of the schema, as `table` or `table.column`.
    private static let optional: [String] = Table.allCases.flatMap { table in
        (table.isOptional ? [table.name] : [])
            + table.columns.filter { !$0.isRequired }.map { "\(table.name).\($0.name)" }
    }

    @Test func namesEveryOptionalTableAndColumnOnce() {
        #expect(Limitation.everyOptional.map(\.name).sorted() == Self.optional.sorted())
    }

    @Test func namesRulesOfTheCatalogue() {
        let rules = Set(Catalogue.descriptions.map(\.id.description))
        let families = Set(Catalogue.descriptions.map { "\($0.id.family).*" })
        let named = Limitation.everyOptional.flatMap(\.weakens)
        #expect(Set(named).subtracting(rules).subtracting(families) == [])
    }

    @Test func saysOfEveryInputOfARuleWhatItsLackMeans() {
        let inputs = Set(Catalogue.descriptions.flatMap(\.inputs)).map(\.name)
        #expect(Set(inputs).subtracting(Limitation.everyOptional.map(\.name)) == [])
    }

    @Test func isSilentWhenNothingIsMissing() {
        #expect(Limitation.all(.all).isEmpty)
        #expect(Catalogue.switchedOff(.all).isEmpty)
    }

    @Test func namesAMissingTableOnceAndNotItsColumns() {
        var available = AvailableColumns.all
        available.remove(.invoices)
        #expect(Limitation.all(available).map(\.name) == ["invoices"])
    }

    @Test func switchesARuleOffOnlyWhenNothingIsLeftToLookAt() {
        var available = AvailableColumns.all
        available.remove(.batches, "batchStatus")
        #expect(Catalogue.switchedOff(available) == [])
        available.remove(.batches, "deleted_at")
        #expect(Catalogue.switchedOff(available) == ["hold.unsellable"])
        #expect(Limitation.all(available).map(\.name) == ["batches.batchStatus", "batches.deleted_at"])
    }
}
