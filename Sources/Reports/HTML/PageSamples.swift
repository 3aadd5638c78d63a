/// Values with nothing empty in them, against which every tag of a template is looked up before a run is published.
enum PageSamples {
    static let all: [String: any Sendable] = [
        "index": index, "rule": rule, "causes": causes, "findings": findings, "statement": StatementSample.page,
        "evidence": EvidencePage.sample, "new": NewsPage.sample,
    ]
    .merging(SubjectSamples.all) { one, _ in one }

    static let index = IndexPage(
        title: "", verdict: "", news: [IndexPage.NewsLine(count: "", address: "", rest: "")], state: "",
        withheld: [WithheldSection(reasons: [""])], notices: [""],
        newest: [""], asOf: "", runID: "",
        toolVersion: "",
        history: [HistorySection.sample], accepted: [AcceptedSection.sample],
        severities: [IndexPage.SumRow(name: "", count: "", atRisk: "")],
        leadingCauses: [LeadingCauses(causes: [cause], note: "")], hasFindings: true, moneySentence: "",
        bySeverity: chart, byFamily: chart,
        largest: [
            IndexPage.LargestRow(
                address: [""], rule: "", severity: "", key: "", about: [""], since: "", notes: [""], impact: "",
                explanation: "")
        ],
        repairs: [IndexPage.RepairRow(name: "", count: "", impact: "", meaning: "")], repairsFirst: true,
        scripts: [RepairScriptRow(path: "", page: "", rule: "", title: "", automatic: "", choices: "", impact: "")],
        hasScripts: true,
        rules: [IndexPage.RuleRow(rule: "", title: "", severity: "", count: "", impact: "")], hasQuiet: true,
        quietNote: "",
        quiet: [IndexPage.QuietRow(rule: "", title: "")],
        subjects: SubjectSamples.lists, hasSubjects: true, files: [IndexPage.FileLink(path: "", content: "")],
        tables: [IndexPage.TableRow(table: "", rows: "", used: "", deleted: "", unreadable: "", unattached: "")],
        settings: [IndexPage.FactRow(name: "", value: "")], provenance: [IndexPage.FactRow(name: "", value: "")],
        isComplete: true, hasLimitations: true,
        limitations: [IndexPage.LimitationRow(missing: "", effect: "", rules: "")], switchedOff: [""],
        unverifiable: [""],
        hasUnreadable: true,
        unreadable: [IndexPage.UnreadableRow(table: "", id: "", column: "", reason: "")], unreadableNote: "")

    static let rule = RulePage(
        title: "", rule: "", severity: "", rationale: "", remedy: "", asOf: "", runID: "", toolVersion: "", count: "",
        atRisk: "", news: [""], order: "", cut: [""], hasRepairs: true, scripts: [""], blast: [blast],
        findings: [finding],
        isPaged: true, page: "", previous: [""], next: [""],
        numbers: [RulePage.PageNumber(number: "", file: "", isCurrent: true)])

    static let blast = BlastSection(
        hasAutomatic: true, intro: "",
        tables: [
            BlastTable(
                name: "", caption: "", who: "", columns: [""],
                rows: [BlastRow(title: "", cells: [BlastCell(before: [""], after: "")])],
                totals: [BlastCell(before: [""], after: "")])
        ],
        hasChoices: true, choices: [BlastChoice(findingID: "", address: [""], alternative: "", title: "", lines: [""])],
        moreChoices: [""])

    static let finding = FindingRow(
        id: "", severity: "", key: "", keyParts: [""], client: [link], about: [link], room: [""], expected: "",
        actual: "", impact: "", repair: "", explanation: "", since: "", notes: [""], accepted: [""])

    static let chart = BarChart(
        id: "", caption: "", heading: "",
        bars: [
            BarChart.Bar(
                name: "", count: "", impact: "", share: "", title: "", story: "",
                parts: [BarChart.Part(tone: "", x: "", width: "")])
        ])

    static let link = SubjectLink(name: "", id: "", address: [""])

    static let causes = CausesPage(title: "", asOf: "", runID: "", toolVersion: "", note: "", causes: [cause])

    static let cause = CauseCard(
        id: "", title: "", subject: [""], story: [""], severity: "", count: "", counted: "", impact: "",
        findings: [
            CauseFinding(address: [""], rule: "", severity: "", key: "", since: "", impact: "", explanation: "")
        ],
        more: [""])

    static let findings = FindingListPage(
        title: "", asOf: "", runID: "", toolVersion: "", note: "",
        findings: [listed], rules: [FindingListPage.RuleLink(rule: "", title: "", count: "")])

    static let listed = FindingListRow(
        rule: "", address: [""], key: "", severity: "", client: [link], about: [Linked("", "")], impact: "", repair: "",
        since: "", notes: [""], explanation: "")
}
