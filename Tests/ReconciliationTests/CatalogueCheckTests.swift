import LiveShopping
import Testing

@testable import Reconciliation

/// The check of the catalogue catches a rule that says too much, too little, or something else.
@Suite struct CatalogueCheckTests {
    @Test func countsWhatItJudged() throws {
        let counts = try CatalogueCheck.verify()
        #expect(counts.rules == Catalogue.rules.count)
        #expect(counts.examples == Catalogue.descriptions.reduce(0) { $0 + $1.examples.count })
    }

    @Test func catchesAWrongFigure() throws {
        let wrong = RuleExample.fires(
            "The impact is not what the order says.", "session=1", expected: "CONVERTED", actual: "ACTIVE",
            impact: "25.01", file: "Rules/Wrong.swift", line: 7
        ) {
            $0.session(.active)
            $0.order()
        }
        let failure = try caught(wrong)
        #expect(
            failure.description == """
                One example is not judged as written:
                Rules/Wrong.swift:7: conversion.open-session does not judge its example as it is written
                  story:    The impact is not what the order says.
                  expected: session=1: expected CONVERTED, actual ACTIVE, impact 25.01
                  found:    session=1: expected CONVERTED, actual ACTIVE, impact 25.00, critical, automatic
                """)
    }

    @Test func catchesASilenceThatShouldFire() throws {
        let wrong = RuleExample.fires(
            "There is no order.", "session=1", expected: "CONVERTED", actual: "ACTIVE", impact: "25.00"
        ) {
            $0.session(.active)
        }
        #expect(try caught(wrong).misjudgements.map(\.found) == [[]])
    }

    @Test func catchesAFindingThatShouldNotBe() throws {
        let wrong = RuleExample.silent("The order was made an hour ago.") {
            $0.session(.active)
            $0.order()
        }
        #expect(try caught(wrong).misjudgements.map(\.found.count) == [1])
    }

    @Test(arguments: [
        (Severity.notice, RepairClass.automatic), (.critical, .manual),
    ])
    func catchesAnotherSeverityOrRepair(_ severity: Severity, _ repair: RepairClass) throws {
        let wrong = RuleExample.fires(
            "The order was made an hour ago.", "session=1", expected: "CONVERTED", actual: "ACTIVE",
            impact: "25.00", severity: severity, repair: repair
        ) {
            $0.session(.active)
            $0.order()
        }
        #expect(try caught(wrong).misjudgements.count == 1)
    }

    @Test func listsEveryMisjudgement() throws {
        let wrong = RuleExample.silent("The order was made an hour ago.") {
            $0.session(.active)
            $0.order()
        }
        let failure = try caught(wrong, wrong)
        #expect(failure.misjudgements.count == 2)
        #expect(failure.description.hasPrefix("2 examples are not judged as written:\n"))
    }

    /// What the check says of a rule whose examples were exchanged for these.
    private func caught(_ examples: RuleExample...) throws -> CatalogueCheck.Failure {
        let rule = OpenSession.description
        let changed = RuleDescription(
            id: rule.id, severity: rule.severity, title: rule.title, rationale: rule.rationale, remedy: rule.remedy,
            population: rule.population, examples: examples)
        return try #require(throws: CatalogueCheck.Failure.self) { try CatalogueCheck.verify([changed]) }
    }
}
