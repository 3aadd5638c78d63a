import Testing

@testable import Reconciliation

/// The catalogue is the specification's: these rules, in this order, at these severities.
@Suite struct CatalogueTests {
    static let specified: [(name: String, severity: Severity)] = [
        ("conversion.open-session", .critical),
        ("conversion.ended-session", .error),
        ("conversion.cancelled-session", .critical),
        ("conversion.deleted-session", .error),
        ("conversion.duplicate-orders", .critical),
        ("conversion.missing-order", .critical),
        ("conversion.dead-order", .warning),
        ("conversion.not-a-sale", .error),
        ("conversion.client-mismatch", .critical),
        ("conversion.link-conflict", .error),
        ("conversion.unlinked", .warning),
        ("line.missing", .error),
        ("line.extra", .error),
        ("line.quantity", .error),
        ("line.price", .error),
        ("line.total", .error),
        ("line.sample-billed", .warning),
        ("order.subtotal", .error),
        ("order.total", .error),
        ("price.override", .error),
        ("price.margin", .warning),
        ("price.cost", .warning),
        ("price.below-cost", .error),
        ("price.zero", .error),
        ("price.cost-fallback", .notice),
        ("price.unverifiable", .notice),
        ("credit.exposure", .error),
        ("credit.over-limit", .critical),
        ("credit.approaching", .notice),
        ("credit.no-limit", .notice),
        ("hold.oversold", .critical),
        ("hold.samples-oversold", .warning),
        ("hold.reserved", .error),
        ("hold.negative", .error),
        ("hold.abandoned", .error),
        ("hold.unsellable", .warning),
        ("lifecycle.abandoned", .warning),
        ("lifecycle.no-show", .notice),
        ("lifecycle.no-start", .warning),
        ("lifecycle.no-end", .warning),
        ("lifecycle.end-before-start", .warning),
        ("lifecycle.open-with-end", .warning),
        ("lifecycle.future", .warning),
        ("lifecycle.concurrent", .notice),
        ("lifecycle.cart-limit", .warning),
        ("integrity.product", .error),
        ("integrity.quantity", .error),
        ("integrity.price", .error),
        ("integrity.orphan-item", .error),
        ("integrity.orphan-session", .error),
        ("integrity.orphan-override", .warning),
        ("integrity.orphan-line", .error),
        ("integrity.duplicate-override", .warning),
        ("integrity.duplicate-item", .notice),
        ("integrity.room-code", .error),
        ("integrity.status", .error),
    ]

    @Test func listsTheSpecifiedRulesInTheirOrder() {
        #expect(Catalogue.descriptions.map(\.id.description) == Self.specified.map(\.name))
    }

    @Test func givesEachItsSpecifiedSeverity() {
        #expect(Catalogue.descriptions.map(\.severity) == Self.specified.map(\.severity))
    }

    @Test func explainsEachInWords() {
        for rule in Catalogue.descriptions {
            #expect(!rule.title.isEmpty, "\(rule.id)")
            #expect(!rule.rationale.isEmpty, "\(rule.id)")
            #expect(!rule.remedy.isEmpty, "\(rule.id)")
        }
    }
}
