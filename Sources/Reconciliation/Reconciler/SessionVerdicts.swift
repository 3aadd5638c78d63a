internal import Common
internal import LiveShopping

/// What the rules say of the tallies of some sessions, and which of them must be laid out.
struct SessionVerdicts: Sendable {
    private(set) var rulings: [Ruling] = []
    /// Sessions whose items and lines must be laid out, by slot.
    private(set) var cases: [Int] = []
    /// The slots of those that sessions.csv lists.
    private(set) var listed: [Int32] = []

    init(of slots: Range<Int>, _ tallies: Tallies) {
        for slot in slots { judge(SessionFacts(slot: slot, tallies: tallies), tallies) }
    }

    private mutating func judge(_ facts: SessionFacts, _ tallies: Tallies) {
        let (isDeleted, isReadable) = (facts.session.isDeleted, !facts.session.isExcluded)
        for rule in Catalogue.sessionRules where isReadable && (!isDeleted || rule.looksAtDeletedSessions) {
            if let ruling = rule.judge(facts) { rulings.append(ruling) }
        }
        guard !isDeleted else { return }
        let wanted = isReadable ? Catalogue.suspicions : Catalogue.unreadableSuspicions
        if !wanted.isDisjoint(with: facts.suspicions(tallies)) { cases.append(facts.slot) }
        if isReadable, facts.isListed { listed.append(Int32(facts.slot)) }
    }
}

/// What the rules say of sessions that are laid out, and what is amended of their orders.
struct CaseVerdicts: Sendable {
    /// Each with the repair that it is worth.
    private(set) var rulings: [Ruling] = []
    private(set) var amendments: [Proposal] = []

    /// Lays out sessions, on several threads, in the order of the sessions.
    ///
    /// - Throws: what the source throws when the rows cannot be read.
    static func all(
        of slots: [Int], _ tallies: Tallies, _ policy: RepairPolicy, _ source: any RowSource, threads: Int
    ) throws -> [CaseVerdicts] {
        try CaseLines.groups(of: slots, tallies).flatMap { group in
            let lines = try CaseLines(of: group, tallies, source, withReferences: true)
            let chunks = CaseRows.chunks(of: group, tallies)
            return try inParallel(chunks.count, threads: threads) { number in
                try CaseVerdicts(of: chunks[number], lines, tallies, policy, source)
            }
        }
    }

    /// - Throws: what the source throws when the rows cannot be read.
    init(
        of slots: ArraySlice<Int>, _ lines: CaseLines, _ tallies: Tallies, _ policy: RepairPolicy,
        _ source: any RowSource
    ) throws {
        let rows = try CaseRows(of: slots, tallies, source)
        for slot in slots {
            let facts = SessionFacts(slot: slot, tallies: tallies)
            judge(CaseFile(facts: facts, items: rows.items(of: facts.session), lines: lines), policy)
        }
    }

    private mutating func judge(_ file: CaseFile, _ policy: RepairPolicy) {
        let isReadable = !file.facts.session.isExcluded
        let judged = Catalogue.caseRules.filter { isReadable || $0.looksAtUnreadableSessions }
            .flatMap { $0.judge(file) }.map(policy.judged)
        rulings += judged
        amendments += Amendment.proposals(of: judged, file)
    }
}
