import Foundation
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

@Suite struct SummaryTests {
    private func summary(_ outcome: Outcome) -> Summary {
        Summary(
            outcome: outcome, catalogue: RuleDescription.sampleCatalogue,
            report: URL(fileURLWithPath: "/output/2026-11-22T020000Z"))
    }

    @Test func isOneLineWhenClean() {
        let summary = summary(.sample())
        #expect(summary.isClean)
        #expect(
            summary.text
                == "tieout as of 2026-11-22T02:00:00Z: Everything that could be checked ties out: nothing found.\n")
    }

    @Test func isAPageWhenNot() {
        var available = AvailableColumns.all
        available.remove(.orders, "liveSessionId")
        available.remove(.users, "name")
        let findings: [Finding] = [
            .sample("conversion.open-session", .critical, cents: 123_456), .sample("line.price", cents: 50),
            .sample("line.price", .warning, cents: 0),
        ]
        let summary = summary(.sample(findings, available: available))
        #expect(!summary.isClean)
        #expect(
            summary.text == """
                tieout as of 2026-11-22T02:00:00Z: 3 findings, 1 critical. 1,234.56 at risk.

                  severity  findings    impact
                  critical         1  1,234.56
                  error            1      0.50
                  warning          1      0.00

                  rule                     findings    impact
                  conversion.open-session         1  1,234.56
                  line.price                      2      0.50

                Missing, so checked less: orders.liveSessionId.
                Not checked at all: conversion.link-conflict.

                Report: /output/2026-11-22T020000Z/index.html

                """)
    }

    @Test func isNotCleanWhenARowCouldNotBeRead() {
        var outcome = Outcome.sample()
        outcome.unreadable = [UnreadableCell(table: .orders, rowID: 1, defect: Defect(column: "total", reason: .null))]
        let summary = summary(outcome)
        #expect(!summary.isClean)
        #expect(summary.text.contains("nothing found. 1 cell could not be read."))
        #expect(summary.text.hasSuffix("Report: /output/2026-11-22T020000Z/index.html\n"))
    }
}
