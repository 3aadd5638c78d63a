/// Values with nothing empty in them, against which the tags of the subjects' templates are looked up.
enum SubjectSamples {
    static let all: [String: any Sendable] = [
        "session": session, "client": client, "batch": batch, "subjects": list,
    ]

    private static let linked = Linked("", "")
    private static let facts = [SubjectFact("", linked)]

    private static let finding = SubjectFinding(
        id: "", severity: "", rule: "", title: "", address: [""], key: "", expected: "", actual: "", impact: "",
        explanation: "", age: [""], repair: "", ways: [SubjectFinding.Way(letter: "", title: "", consequence: "")],
        script: [""])

    static let session = SessionPage(
        title: "", asOf: "", runID: "", toolVersion: "", state: "", verdict: "", facts: facts, hasFindings: true,
        findings: [finding], moreFindings: [""], isDrawn: true,
        marks: [Timeline.Mark(x: "", kind: "", number: "", label: "", labelY: "", lineY: "", anchor: "")],
        events: [Timeline.Event(number: "", time: "", kind: "", words: "", row: [""], after: [""])],
        hasComparison: true, comparison: "",
        groups: [
            SessionPage.GroupRow(
                state: "", batch: linked, kind: [""], items: [""], lines: [""], cartQuantity: "", cartPrice: "",
                cartAmount: "", orderQuantity: "", orderPrice: "", orderAmount: "", differences: [""])
        ],
        moreGroups: [""], hasItems: true,
        items: [
            SessionPage.ItemRow(
                id: "", batch: linked, product: [""], quantity: "", price: "", value: "", standing: "", added: "",
                changed: [""], steps: [""], conclusion: "", state: "")
        ],
        moreItems: [""], hasOrders: true,
        orders: [
            SessionPage.OrderBlock(
                id: "", number: "", role: "", created: "", standing: "", arithmetic: "", hasLines: true,
                lines: [
                    SessionPage.LineRow(
                        id: "", batch: linked, kind: [""], quantity: "", price: "", total: "", note: [""])
                ],
                moreLines: [""])
        ],
        moreOrders: [""])

    static let client = ClientPage(
        title: "", asOf: "", runID: "", toolVersion: "", name: "", state: "", verdict: "", standing: "",
        chart: Waterfall(
            height: "", description: "",
            bars: [Waterfall.Bar(kind: "", label: "", amount: "", x: "", y: "", width: "", textY: "")], zero: "",
            limits: [Waterfall.Limit(x: "", words: "", anchor: "")]),
        sums: [SumRow(kind: "", name: "", rows: [""], words: "", amount: "")], hasInvoices: true,
        invoices: [ClientPage.InvoiceRow(anchor: [""], id: "", status: "", owed: "")], moreInvoices: [""],
        invoiceSum: "",
        hasOrders: true,
        orders: [
            ClientPage.OrderRow(
                id: "", order: linked, number: "", created: "", session: [linked], total: "", cash: "", owed: "")
        ],
        moreOrders: [""], orderSum: "", hasSessions: true,
        sessions: [
            ClientPage.SessionRow(
                id: "", session: linked, room: "", status: "", lastActivity: "", items: "", cart: "", words: "",
                counted: "")
        ],
        moreSessions: [""], sessionSum: "", hasFindings: true, findings: [finding], moreFindings: [""])

    private static let holder = BatchPage.HolderRow(
        id: "", item: linked, session: linked, room: "", client: linked, host: "", since: "", quantity: "", total: "",
        mark: [""],
        state: "")

    static let batch = BatchPage(
        title: "", asOf: "", runID: "", toolVersion: "", code: "", state: "", verdict: "", facts: facts,
        sums: [SumRow(kind: "", name: "", rows: [""], words: "", amount: "")], hasHolders: true,
        holders: [holder], moreHolders: [""], holderSum: "", hasSamples: true, samples: [holder], moreSamples: [""],
        sampleSum: "", hasReservations: true,
        reservations: [
            BatchPage.ReservationRow(
                line: "", order: linked, number: "", client: linked, created: "", quantity: "", total: "")
        ],
        moreReservations: [""], reservationSum: "", hasFindings: true, findings: [finding], moreFindings: [""])

    static let list = SubjectListPage(
        title: "", asOf: "", runID: "", toolVersion: "", sentence: "",
        columns: [SubjectListPage.Column(name: "", kind: "")],
        rows: [
            SubjectListPage.Row(
                subject: linked, cells: [SubjectListPage.Cell(kind: "", text: "")], severity: [""], findings: "",
                new: "", impact: "")
        ])

    static let lists = [SubjectList(name: "", count: "", address: "")]
}
