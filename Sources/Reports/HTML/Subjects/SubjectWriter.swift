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

/// The pages of sessions, clients and batches, each made when it is asked for, by whatever thread.
struct SubjectWriter: Sendable {
    private let facts: PageFacts
    private let findings: SubjectFindings

    init(_ facts: PageFacts) {
        self.facts = facts
        findings = SubjectFindings(facts)
    }

    /// The folders that they stand in.
    var folders: [String] {
        [
            facts.subjects.sessions.isEmpty ? nil : "sessions", facts.subjects.clients.isEmpty ? nil : "clients",
            facts.subjects.batches.isEmpty ? nil : "batches",
        ]
        .compactMap(\.self)
    }

    var pages: [PlannedPage] { lists + sessions + clients + batches }
}

private extension SubjectWriter {
    var lists: [PlannedPage] {
        let (facts, findings) = (facts, findings)
        return folders.map { folder in
            PlannedPage(path: "\(folder)/index.html") {
                switch folder {
                case "sessions": SubjectListPage.sessions(findings, facts)
                case "clients": SubjectListPage.clients(findings, facts)
                default: SubjectListPage.batches(findings, facts)
                }
            }
        }
    }

    var sessions: [PlannedPage] {
        let (facts, findings) = (facts, findings)
        return facts.outcome.details.sessions.compactMap { detail in
            facts.subjects.address(of: detail.session.id).map { path in
                PlannedPage(path: path) { SessionPage(detail, findings, facts) }
            }
        }
    }

    var clients: [PlannedPage] {
        let (facts, findings) = (facts, findings)
        return facts.outcome.details.clients.compactMap { detail in
            facts.subjects.address(of: detail.credit.client).map { path in
                PlannedPage(path: path) { ClientPage(detail, findings, facts) }
            }
        }
    }

    var batches: [PlannedPage] {
        let (facts, findings) = (facts, findings)
        return facts.outcome.details.batches.compactMap { detail in
            facts.subjects.address(of: detail.hold.batch).map { path in
                PlannedPage(path: path) { BatchPage(detail, findings, facts) }
            }
        }
    }
}
