import FinancialMath
import LiveShopping

@testable import Reconciliation

extension Money {
    init(cents: Int64) { self.init(unscaled: cents, places: 2) }
}

extension Finding {
    /// A finding of which only the named matters to a test.
    static func sample(
        _ rule: RuleID, _ severity: Severity = .error, key: FindingKey = FindingKey(.session(SessionID(1))),
        text: String = "plain", cents: Int64 = 100, repair: RepairClass = .manual
    ) -> Finding {
        Finding(
            rule: rule, severity: severity, key: key,
            subject: Subject(session: SessionID(1), roomCode: text, order: OrderID(2), client: ClientID(3)),
            expected: text, actual: text, impact: Money(cents: cents), repair: repair, explanation: text)
    }
}

extension Cause {
    /// A finding that is a cause of its own.
    static func sample(_ findings: [Finding], _ place: Int) -> Cause {
        let finding = findings[place]
        return Cause(
            origin: .finding(finding.id), title: finding.rule.description, subject: finding.explanation, story: "",
            findings: [place], impact: finding.impact, severity: finding.severity)
    }
}

extension Outcome {
    static let sampleTime = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    static func sample(_ findings: [Finding] = [], available: AvailableColumns = .all) -> Outcome {
        Outcome(
            asOf: sampleTime, settings: Settings(), available: available, findings: findings,
            causes: findings.indices.map { .sample(findings, $0) }, proposals: [],
            sessions: [], prices: [], credit: [], holds: [], unreadable: [],
            totals: [
                TableTotal(table: .users, used: 3), TableTotal(table: .orders, used: 7, deleted: 2, unreadable: 1),
            ])
    }

    /// Every text that a database may hold, in every field that can hold text.
    static func hostile(_ texts: [String] = HostileText.all) -> Outcome {
        var outcome = sample(
            texts.enumerated().map { index, text in
                .sample("conversion.open-session", .critical, key: FindingKey(.room("\(index)\(text)")), text: text)
            })
        outcome.sessions = ResultRows(texts.map { .sample(text: $0) })
        outcome.credit = ResultRows(texts.map { .sample(name: $0) })
        outcome.holds = ResultRows(texts.map { .sample(code: $0) })
        outcome.unreadable = texts.map { text in
            UnreadableCell(table: .orders, rowID: 7, defect: Defect(column: text, reason: .notFinite))
        }
        return outcome
    }
}

extension SessionResult {
    static func sample(text: String = "plain", variance: Money? = nil) -> SessionResult {
        SessionResult(
            session: SessionID(42), roomCode: text, client: ClientID(7), host: UserID(3), status: text,
            isAbandoned: true, startedAt: Outcome.sampleTime, endedAt: nil, liveItems: 4,
            cartValue: Money(cents: 1_050),
            convertibleValue: Money(cents: 1_000), sampleItems: 1, keptOrder: OrderID(9), liveOrders: 2,
            orderTotal: Money(cents: 900), variance: variance, findings: 1)
    }
}

extension CreditResult {
    static func sample(name: String?) -> CreditResult {
        CreditResult(
            client: ClientID(1), clientName: name, limit: nil, storedExposure: nil, receivables: .zero,
            openOrders: Money(cents: 1), posted: Money(cents: 1), draft: .zero, projected: Money(cents: 1),
            available: nil, level: .unlimited)
    }
}

extension HoldResult {
    static func sample(code: String) -> HoldResult {
        HoldResult(
            batch: BatchID(5), code: code, onHand: Quantity(10), reservedStored: Quantity(2),
            reservedExpected: Quantity(2), quarantine: .zero, hold: .zero, available: Quantity(8),
            softHold: Quantity(9),
            sampleQuantity: .zero, sampleHold: .zero, netAvailable: Quantity(-1), sessionsHolding: 3)
    }
}
