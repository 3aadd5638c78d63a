/// Values with nothing empty in them, against which every tag of a template is looked up before a run is published.
enum PageSamples {
    static let all: [String: any Sendable] = ["index": index, "rule": rule, "causes": causes]

    static let index = IndexPage(
        title: "", verdict: "", state: "", asOf: "", runID: "", toolVersion: "", impactTotal: "",
        severities: [IndexPage.SumRow(name: "", count: "", impact: "")],
        families: [
            IndexPage.FamilyRow(
                name: "", count: "", impact: "",
                rules: [
                    IndexPage.RuleRow(
                        rule: "", title: "", severity: "", count: "", impact: "", hasFindings: true, quiet: "")
                ])
        ],
        leadingCauses: [LeadingCauses(causes: [cause], note: "")],
        hasFindings: true,
        largest: [
            IndexPage.LargestRow(findingID: "", rule: "", severity: "", key: "", impact: "", explanation: "")
        ],
        files: [IndexPage.FileLink(path: "", content: "")],
        tables: [IndexPage.TableRow(table: "", rows: "", used: "", deleted: "", unreadable: "", unattached: "")],
        settings: [IndexPage.FactRow(name: "", value: "")], provenance: [IndexPage.FactRow(name: "", value: "")],
        isComplete: true, hasLimitations: true,
        limitations: [IndexPage.LimitationRow(missing: "", effect: "", rules: "")], switchedOff: [""],
        hasUnreadable: true,
        unreadable: [IndexPage.UnreadableRow(table: "", id: "", column: "", reason: "")], unreadableNote: "")

    static let rule = RulePage(
        title: "", rule: "", severity: "", rationale: "", remedy: "", asOf: "", runID: "", toolVersion: "", count: "",
        impact: "", order: "", isCut: true, hasRepairs: true, scripts: [""], blast: [blast],
        findings: [finding])

    static let blast = BlastSection(
        hasAutomatic: true, intro: "",
        tables: [
            BlastTable(
                name: "", caption: "", who: "", columns: [""],
                rows: [BlastRow(title: "", cells: [BlastCell(before: [""], after: "")])],
                totals: [BlastCell(before: [""], after: "")])
        ],
        hasChoices: true, choices: [BlastChoice(findingID: "", alternative: "", title: "", lines: [""])],
        moreChoices: [""])

    static let finding = FindingRow(
        id: "", severity: "", key: "", subject: "", room: [""], expected: "", actual: "", impact: "", repair: "",
        explanation: "")

    static let causes = CausesPage(title: "", asOf: "", runID: "", toolVersion: "", note: "", causes: [cause])

    static let cause = CauseCard(
        id: "", title: "", subject: "", story: [""], severity: "", count: "", impact: "",
        findings: [CauseFinding(address: "", rule: "", severity: "", key: "", impact: "", explanation: "")],
        more: [""])
}
