internal import FinancialMath
internal import FoundationEssentials
internal import LiveShopping
internal import Reconciliation

/// findings.js and explanations.js: every finding of a report for the script of its list, so that all of them are searched
/// and sorted, and not only those of one page.
///
/// A page that was opened from a disk can read no file but by naming it as a script. So they are scripts, and hold nothing
/// but texts: a string for each column, its values one a line, so that the list reads a column when it needs it. What was
/// found in words is more than all else, and in a file of its own: the list is of use before that is there.
struct FindingIndex {
    private let facts: PageFacts
    /// The largest first.
    private let findings: [Finding]
    private let ages: [FindingAge]

    init(_ facts: PageFacts) {
        self.facts = facts
        findings = facts.outcome.findings.largest(.max)
        ages = findings.map(facts.run.history.age)
    }

    /// A column: the name that the script knows it by, and its values by their place.
    private struct Column {
        let name: String
        let value: (Int) -> String
    }

    /// Those that the list shows, in its order, and those by which it links.
    private var columns: [Column] {
        func column(_ name: String, _ value: @escaping (Finding) -> String) -> Column {
            Column(name: name) { value(findings[$0]) }
        }
        let (style, addresses, subjects) = (facts.run.style, facts.addresses, facts.subjects)
        return [
            column("key") { $0.key.words },
            column("rule") { $0.rule.description },
            column("severity") { $0.severity.rawValue },
            column("client") { $0.subject.client?.description ?? "" },
            column("impact") { style.onPage($0.impact.figure) },
            column("repair") { $0.repair.rawValue },
            Column(name: "age") { ages[$0].since },
            column("id") { $0.id.description },
            column("page") { addresses.page(of: $0.id)?.description ?? "" },
            column("clientPage") { $0.subject.client.flatMap(subjects.address) ?? "" },
            column("about") { subjects.page(of: $0.subject)?.text ?? "" },
            column("aboutPage") { subjects.page(of: $0.subject)?.address ?? "" },
        ]
    }

    private var explanation: Column {
        Column(name: "explanation") { place in
            ([facts.run.style.onPage(findings[place].explanationWords)] + ages[place].notes).joined(separator: " – ")
        }
    }

    func write(into folder: URL) throws(PublicationError) {
        try write(columns, as: "findingsIndex", to: folder.appendingPathComponent(SharedFile.index.rawValue))
        try write(
            [explanation], as: "findingsTexts", to: folder.appendingPathComponent(SharedFile.explanations.rawValue))
    }

    private func write(_ columns: [Column], as name: String, to url: URL) throws(PublicationError) {
        var file = try OutputFile(creating: url)
        try file.write("const \(name) = {\ncount: \(findings.count),\n")
        for column in columns {
            try file.write("\(column.name): \"")
            for place in findings.indices {
                let value = column.value(place)
                try file.write {
                    if place > 0 { $0.append(contentsOf: #"\n"#.utf8) }
                    Self.append(value, to: &$0)
                }
            }
            try file.write("\",\n")
        }
        try file.write("};\n")
        try file.finish()
    }

    /// A text within a string of JavaScript, on one line.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        for byte in LongText.cut(text).utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20, 0x7F: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
    }
}

extension SubjectPages {
    /// The page that tells most of what a finding is about, and what it is of; nil when there is none.
    func page(of subject: Subject) -> Linked? {
        let places = [
            subject.order.map { linked($0) }, subject.session.map { linked($0) }, subject.batch.map { linked($0) },
            subject.client.map { linked($0) },
        ]
        return places.lazy.compactMap(\.self).first { $0.address != nil }
    }
}
