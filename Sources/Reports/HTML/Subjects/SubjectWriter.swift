internal import LiveShopping
internal import Reconciliation

extension SubjectPages {
    /// Those whose rows were looked up.
    init(_ details: SubjectDetails) {
        self.init(
            sessions: Set(details.sessions.map(\.session.id)), clients: Set(details.clients.map(\.credit.client)),
            batches: Set(details.batches.map(\.hold.batch)))
        for detail in details.sessions {
            for order in detail.orders.rows { orders[order.order.id] = detail.session.id }
            for item in detail.items.rows { items[item.item.id] = detail.session.id }
        }
    }
}

/// Makes the pages of sessions, clients and batches.
struct SubjectWriter {
    let facts: PageFacts
    let findings: SubjectFindings

    init(_ facts: PageFacts) {
        self.facts = facts
        findings = SubjectFindings(facts)
    }

    /// Hands over each page: its template, its values, and its path from the report's root.
    func write(_ write: Write) throws(PublicationError) {
        try writeSessions(write)
        try writeClients(write)
        try writeBatches(write)
    }

    typealias Write = (_ template: String, _ values: any Sendable, _ path: String) throws(PublicationError) -> Void

    /// The folders that they stand in.
    var folders: [String] {
        [
            facts.subjects.sessions.isEmpty ? nil : "sessions", facts.subjects.clients.isEmpty ? nil : "clients",
            facts.subjects.batches.isEmpty ? nil : "batches",
        ]
        .compactMap(\.self)
    }
}

private extension SubjectWriter {
    func writeSessions(_ write: Write) throws(PublicationError) {
        guard !facts.subjects.sessions.isEmpty else { return }
        try write("subjects", SubjectListPage.sessions(findings, facts), "sessions/index.html")
        for detail in facts.outcome.details.sessions {
            guard let path = facts.subjects.address(of: detail.session.id) else { continue }
            try write("session", SessionPage(detail, findings, facts), path)
        }
    }

    func writeClients(_ write: Write) throws(PublicationError) {
        guard !facts.subjects.clients.isEmpty else { return }
        try write("subjects", SubjectListPage.clients(findings, facts), "clients/index.html")
        for detail in facts.outcome.details.clients {
            guard let path = facts.subjects.address(of: detail.credit.client) else { continue }
            try write("client", ClientPage(detail, findings, facts), path)
        }
    }

    func writeBatches(_ write: Write) throws(PublicationError) {
        guard !facts.subjects.batches.isEmpty else { return }
        try write("subjects", SubjectListPage.batches(findings, facts), "batches/index.html")
        for detail in facts.outcome.details.batches {
            guard let path = facts.subjects.address(of: detail.hold.batch) else { continue }
            try write("batch", BatchPage(detail, findings, facts), path)
        }
    }
}
