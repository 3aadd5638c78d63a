/// Every rule, in the order in which reports list them. A new rule is one file and one line here.
public enum Catalogue {
    static let rules: [any Rule] = [
        OpenSession(), EndedSession(), CancelledSession(), DeletedSession(), DuplicateOrders(), MissingOrder(),
        DeadOrder(), NotASale(), ClientMismatch(), LinkConflict(), UnlinkedOrder(),
        LineMissing(), LineExtra(), LineQuantity(), LinePrice(), LineTotal(), SampleBilled(), OrderSubtotal(),
        OrderTotal(),
        PriceOverrideRule(), PriceNegotiated(), PriceMargin(), PriceCost(), PriceBelowCost(), PriceZero(),
        PriceCostFallback(),
        PriceUnverifiable(),
        CreditExposure(), CreditOverLimit(), CreditApproaching(), CreditNoLimit(),
        HoldOversold(), HoldSamplesOversold(), HoldReserved(), HoldNegative(), HoldAbandoned(), HoldUnsellable(),
        InvoiceMissing(), InvoiceClientMismatch(), InvoiceDuplicate(), InvoiceUnlinked(), InvoiceTotal(),
        InvoiceNotVoid(),
        InvoicePaid(), InvoiceLate(),
        LifecycleAbandoned(), LifecycleNoShow(), LifecycleNoStart(), LifecycleNoEnd(), LifecycleEndBeforeStart(),
        LifecycleOpenWithEnd(), LifecycleFuture(), LifecycleConcurrent(), LifecycleCartLimit(),
        IntegrityProduct(), IntegrityQuantity(), IntegrityPrice(), IntegrityOrphanItem(), IntegrityOrphanSession(),
        IntegrityOrphanOverride(), IntegrityOrphanLine(), IntegrityDuplicateOverride(), IntegrityDuplicateItem(),
        IntegrityRoomCode(), IntegrityStatus(), IntegrityOrderStatus(),
    ]

    /// The rules in words, in catalogue order.
    public static let descriptions: [RuleDescription] = rules.map { type(of: $0).description }

    /// A rule's place in the catalogue; rules that are not in it come last.
    public static func rank(of rule: RuleID) -> Int { ranks[rule] ?? .max }

    /// What a rule says is wrong; its name for a rule that is not in the catalogue.
    static func title(of rule: RuleID) -> String {
        description(of: rule)?.title ?? rule.description
    }

    /// A rule's description; nil for a rule that is not in the catalogue.
    public static func description(of rule: RuleID) -> RuleDescription? {
        ranks[rule].map { descriptions[$0] }
    }

    static func cause(of rule: RuleID) -> CauseGrouping { description(of: rule)?.cause ?? .session }

    /// Rules in the order in which their repairs are applied; those that are not in the catalogue in between, by name.
    public static func inRepairOrder(_ rules: some Sequence<RuleID>) -> [RuleID] {
        func place(_ rule: RuleID) -> (Int, Int, String) {
            let stage = description(of: rule)?.repairStage ?? .others
            return (stage.rawValue, rank(of: rule), rule.description)
        }
        return rules.sorted { place($0) < place($1) }
    }

    private static let ranks: [RuleID: Int] = Dictionary(
        uniqueKeysWithValues: descriptions.enumerated().map { ($1.id, $0) })

    static let sessionRules = rules.compactMap { $0 as? any SessionRule }
    static let caseRules = rules.compactMap { $0 as? any CaseRule }
    static let itemRules = rules.compactMap { $0 as? any ItemRule }.filter { $0.scope == .all }
    static let openItemRules = rules.compactMap { $0 as? any ItemRule }.filter { $0.scope == .open }
    static let priceRules = rules.compactMap { $0 as? any ItemRule }.filter { $0.scope == .priced }
    static let orderRules = rules.compactMap { $0 as? any OrderRule }
    static let clientRules = rules.compactMap { $0 as? any ClientRule }
    static let batchRules = rules.compactMap { $0 as? any BatchRule }
    static let ledgerRules = rules.compactMap { $0 as? any LedgerRule }
    static let invoiceRules = rules.compactMap { $0 as? any InvoiceRule }
    static let billingRules = rules.compactMap { $0 as? any BillingRule }
    static let strayLineRules = rules.compactMap { $0 as? any StrayLineRule }

    /// What any rule asks to see a session's rows for.
    static let suspicions = caseRules.reduce(into: Suspicions()) { $0.formUnion($1.suspicions) }
    /// The same, of a session that cannot be read.
    static let unreadableSuspicions = caseRules.filter(\.looksAtUnreadableSessions)
        .reduce(into: Suspicions()) { $0.formUnion($1.suspicions) }
}
