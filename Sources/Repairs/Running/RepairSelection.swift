internal import Reconciliation

/// Which of a run's repairs are wanted.
package struct RepairSelection: Sendable {
    /// The names of rules; none is every rule.
    package let rules: [String]
    /// Ids of findings, or their first six characters or more; none is every finding.
    package let findings: [String]

    package init(rules: [String] = [], findings: [String] = []) {
        self.rules = rules
        self.findings = findings.map { $0.lowercased() }
    }

    /// What is to be run, in the order of the scripts.
    ///
    /// - Parameter proposals: The scripts that propose the repairs; they know every finding that a repair settles.
    /// - Throws: ``RepairFailure`` of kind `usage` for a rule or a finding that no script has.
    package func tasks(_ scripts: [ScriptFile], proposals: [ScriptFile], in folder: String) throws(RepairFailure)
        -> [RepairTask]
    {
        for rule in rules where !scripts.contains(where: { $0.rule.description == rule }) {
            let known = scripts.map(\.rule.description).joined(separator: ", ")
            throw RepairFailure(
                .usage, place: "--rule \(rule)", problem: "\(folder) has no repairs of that rule",
                remedy: known.isEmpty ? "it has none at all" : "it has \(known)")
        }
        let wanted = scripts.filter { rules.isEmpty || rules.contains($0.rule.description) }
        guard !findings.isEmpty else {
            return wanted.map { RepairTask(script: $0, numbers: nil) }
        }
        var named: Set<String> = []
        for finding in findings {
            named.insert(try repair(settling: finding, proposals, folder, at: "--finding \(finding)"))
        }
        return Self.tasks(wanted, named)
    }

    /// What `FINDING=LETTER` picks.
    ///
    /// - Throws: ``RepairFailure`` of kind `usage` when there is no such choice, or no such alternative of it.
    package static func pick(_ text: String, in scripts: [ScriptFile]) throws(RepairFailure) -> ScriptFile.Pick {
        let place = "--pick \(text)"
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw RepairFailure(
                .usage, place: place, problem: "it is not a finding and a letter",
                remedy: "write the finding's ID, an equals sign and the alternative, as in 1f0c3a5b=B")
        }
        let finding = try RepairSelection().repair(
            settling: parts[0].lowercased(), scripts, "the run", at: place)
        let choices = scripts.lazy.flatMap(\.repairs).filter { $0.finding == finding }
        let letter = parts[1].uppercased()
        guard choices.contains(where: { $0.alternatives.contains { $0.letter == letter } }) else {
            let known = choices.first?.alternatives.map(\.letter) ?? []
            throw RepairFailure(
                .usage, place: place, problem: "finding \(finding) has no alternative \(letter)",
                remedy: known.isEmpty ? "its repair is automatic" : "it has \(known.joined(separator: ", "))")
        }
        return ScriptFile.Pick(finding: finding, alternative: letter)
    }

    /// The finding under which the repair of a finding is logged.
    ///
    /// - Parameter place: Where it is named.
    private func repair(
        settling finding: String, _ scripts: [ScriptFile], _ folder: String, at place: String
    ) throws(RepairFailure) -> String {
        guard let beginning = FindingID.beginning(finding) else {
            throw RepairFailure(
                .usage, place: place, problem: "it is not a finding ID", remedy: "an ID is \(FindingID.form)")
        }
        var ids: Set<String> = []
        var names: Set<String> = []
        for repair in scripts.lazy.flatMap(\.repairs) {
            let own = repair.settles.filter { $0.hasPrefix(beginning) }
            if !own.isEmpty { names.insert(repair.finding) }
            ids.formUnion(own)
        }
        guard let name = names.first else {
            throw RepairFailure(
                .usage, place: place, problem: "no script in \(folder) repairs such a finding",
                remedy: "'tieout explain \(finding) --run DIR' says what is known about it")
        }
        guard ids.count == 1 else {
            throw RepairFailure(
                .usage, place: place,
                problem: "\(ids.count) findings begin so: \(ids.sorted().joined(separator: ", "))",
                remedy: "write more of the id")
        }
        return name
    }

    /// A repair that stands in several scripts is done by one, the first in which it can be.
    private static func tasks(_ scripts: [ScriptFile], _ named: Set<String>) -> [RepairTask] {
        var numbers: [Int: Set<Int>] = [:]
        for name in named {
            let places = scripts.enumerated().compactMap { index, script in
                script.repairs.first { $0.finding == name }.map { repair in
                    let isReady = repair.isAutomatic || script.picks.contains { $0.finding == name }
                    return (script: index, number: repair.number, isReady: isReady)
                }
            }
            guard let place = places.first(where: \.isReady) ?? places.first else { continue }
            numbers[place.script, default: []].insert(place.number)
        }
        return scripts.enumerated().compactMap { index, script in
            numbers[index].map { RepairTask(script: script, numbers: $0) }
        }
    }
}
