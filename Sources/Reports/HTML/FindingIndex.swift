internal import FinancialMath
internal import Foundation
internal import LiveShopping
internal import Reconciliation

/// findings.js: every finding of a report for the script of its list, so that all of them are searched and sorted, and not
/// only those of one page.
///
/// A page that was opened from a disk can read no file but by naming it as a script. So it is one, and holds nothing but
/// texts: a string for each column, its values one a line.
struct FindingIndex {
    let facts: PageFacts

    /// A column: the name that the script knows it by, and its values.
    private struct Column {
        let name: String
        let value: (Finding) -> String
    }

    /// Those that the list shows, in its order, and those by which it links.
    private var columns: [Column] {
        let (style, history) = (facts.run.style, facts.run.history)
        let (addresses, subjects) = (facts.addresses, facts.subjects)
        return [
            Column(name: "key") { $0.key.words },
            Column(name: "rule") { $0.rule.description },
            Column(name: "severity") { $0.severity.rawValue },
            Column(name: "client") { $0.subject.client?.description ?? "" },
            Column(name: "impact") { style.onPage($0.impact.figure) },
            Column(name: "repair") { $0.repair.rawValue },
            Column(name: "age") { history.age(of: $0).since },
            Column(name: "explanation") { finding in
                ([style.onPage(finding.explanation.prose)] + history.age(of: finding).notes).joined(separator: " – ")
            },
            Column(name: "id") { $0.id.description },
            Column(name: "page") { addresses.page(of: $0.id)?.description ?? "" },
            Column(name: "clientPage") { $0.subject.client.flatMap(subjects.address) ?? "" },
            Column(name: "about") { subjects.page(of: $0.subject)?.text ?? "" },
            Column(name: "aboutPage") { subjects.page(of: $0.subject)?.address ?? "" },
        ]
    }

    func write(into folder: URL) throws(PublicationError) {
        var file = try OutputFile(creating: folder.appendingPathComponent(SharedFile.index.rawValue))
        let findings = facts.outcome.findings.largest(.max)
        try file.write("const findingsIndex = {\n")
        for column in columns {
            try file.write("\(column.name): \"")
            for (place, finding) in findings.enumerated() {
                let value = column.value(finding)
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
