import Common
import Files
import FinancialMath
import FoundationEssentials
import LiveShopping
import Reconciliation
import Reports
import YAML

/// What `--accepted accepted.yaml` says: the known differences that someone answers for.
///
///     - finding: 454247e6ec3062cd          # or: rule: price.margin
///       reason: Sold at the fair, agreed   #     key: session=42,*
///       by: Ann Finch
///       until: 2026-12-31
///       up-to: 543.45
struct AcceptedFile {
    let acceptances: [Acceptance]
    /// For the report: the file's name, how much is in it, and its hash.
    let description: String

    private static let keys = ["finding", "rule", "key", "reason", "by", "until", "up-to"]

    /// - Parameter path: nil is no file: nothing is accepted.
    init(path: String?) throws {
        guard let path else {
            acceptances = []
            description = "none"
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError(
                place: path, problem: "the file cannot be read: \(FileFailure.reasonNotToRead(path))",
                remedy: "give --accepted a file that is there and that this user may read")
        }
        let entries = try Self.entries(data, path)
        acceptances = try entries.map { try AcceptedEntry($0, path, known: Self.keys).acceptance }
        try Self.requireDistinct(acceptances, entries, path)
        let name = URL(fileURLWithPath: path).lastPathComponent
        let count = acceptances.count == 1 ? "1 entry" : "\(acceptances.count) entries"
        description = "\(name), \(count), SHA-256 \(FileFingerprint.sha256(data))"
    }
}

private extension AcceptedFile {
    static func entries(_ data: Data, _ path: String) throws -> [YAMLNode] {
        guard let root = try YAMLPlace.root(of: data, path) else { return [] }
        guard let list = root.sequence else {
            throw ConfigurationError(
                place: YAMLPlace.of(root, path), problem: "it is not a list of entries",
                remedy: "begin each entry with '- '")
        }
        return list
    }

    /// The same finding twice is a mistake that two people have made.
    static func requireDistinct(_ acceptances: [Acceptance], _ entries: [YAMLNode], _ path: String) throws {
        var places: [Acceptance.Scope: String] = [:]
        for (acceptance, entry) in zip(acceptances, entries) {
            if let first = places[acceptance.scope] {
                throw ConfigurationError(
                    place: YAMLPlace.of(entry, path), problem: "it is about the same as \(first)",
                    remedy: "leave one of them")
            }
            places[acceptance.scope] = acceptance.place
        }
    }
}

/// One entry of the file.
private struct AcceptedEntry {
    let acceptance: Acceptance

    init(_ node: YAMLNode, _ path: String, known: [String]) throws {
        let values = try EntryValues(node, path, known: known)
        let reason = try values.text("reason")
        let by = try values.text("by")
        let until = try values.value("until", "a date such as 2026-12-31", Self.date)
        let limit = try values.value("up-to", "an amount such as 12.50, not below zero", Self.amount)
        let file = URL(fileURLWithPath: path).lastPathComponent
        acceptance = Acceptance(
            scope: try Self.scope(values), reason: reason, by: by, until: until, limit: limit,
            place: "\(file):\(node.mark.line)")
    }

    private static func scope(_ values: EntryValues) throws -> Acceptance.Scope {
        switch (values.has("finding"), values.has("rule")) {
        case (true, true): throw values.problem("rule", "it names both a finding and a rule", "leave one of them")
        case (false, false):
            throw values.problem(nil, "it names neither a finding nor a rule", "add finding:, or rule: and key:")
        case (true, false):
            guard !values.has("key") else {
                throw values.problem("key", "a finding has its key already", "remove key:, or name the rule instead")
            }
            return .finding(try values.value("finding", "a finding ID (f and 16 hexadecimal digits)", id))
        case (false, true):
            let rule = try values.value("rule", "a rule that 'tieout rules' lists", rule)
            return .rule(rule, key: KeyPattern(try values.text("key")))
        }
    }

    private static func id(_ text: String) -> String? {
        FindingID(text.lowercased())?.description
    }

    private static func rule(_ text: String) -> RuleID? {
        Catalogue.descriptions.first { $0.id.description == text }?.id
    }

    private static func date(_ text: String) -> Timestamp? {
        guard text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil else { return nil }
        return Timestamp(iso8601: text + "T00:00Z")
    }

    private static func amount(_ text: String) -> Money? {
        guard text.wholeMatch(of: /\d+(\.\d{1,2})?/) != nil else { return nil }
        return Money(literal: text)
    }
}

/// The values of an entry by their keys, each with its place.
private struct EntryValues {
    private let node: YAMLNode
    private let path: String
    private var values: [String: YAMLNode] = [:]

    init(_ node: YAMLNode, _ path: String, known: [String]) throws {
        self.node = node
        self.path = path
        guard let mapping = node.mapping else {
            throw problem(nil, "it is not a list of 'key: value' lines", "write one")
        }
        for (key, value) in mapping {
            let name = key.text ?? "?"
            guard known.contains(name) else {
                throw ConfigurationError(
                    place: YAMLPlace.of(key, path), problem: "'\(name)' is not a key that tieout knows here",
                    remedy: "it knows \(known.joined(separator: ", "))")
            }
            values[name] = value
        }
    }

    func has(_ key: String) -> Bool { values[key] != nil }

    /// A text that is there and not blank.
    func text(_ key: String) throws -> String {
        guard let node = values[key] else {
            throw problem(nil, "\(key) is missing", "an entry says what is accepted, reason, by, until and up-to")
        }
        let text = (node.text ?? "").trimmed
        guard !text.isEmpty else { throw problem(key, "\(key) is empty", "write it behind the colon") }
        return text
    }

    func value<Value>(_ key: String, _ form: String, _ read: (String) -> Value?) throws -> Value {
        let text = try text(key)
        guard let value = read(text) else {
            throw problem(key, "\(key) is '\(text)', which is not \(form)", "write \(form)")
        }
        return value
    }

    /// A problem of one value, or of the entry.
    func problem(_ key: String?, _ problem: String, _ remedy: String) -> ConfigurationError {
        ConfigurationError(
            place: YAMLPlace.of(key.flatMap { values[$0] } ?? node, path), problem: problem, remedy: remedy)
    }
}
