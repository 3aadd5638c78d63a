/// Values with nothing empty in them, against which the tags of the statement's templates are looked up.
enum StatementSample {
    private static let sum = StatementPage.Sum(name: "", words: "", amount: "")
    private static let line = StatementPage.Line(product: "", batch: "", quantity: "", price: "", amount: "", note: "")

    static let page = StatementPage(
        title: "", name: "", client: "", asOf: "", zone: "", currency: [""],
        credit: [StatementPage.Credit(sums: [sum], more: [""])],
        invoices: [StatementPage.Invoice(number: "", issued: "", due: "", status: "", amount: "")], hasInvoices: true,
        hasDates: true,
        openOrders: [StatementPage.OpenOrder(number: "", created: "", total: "", paid: "", open: "")],
        hasOpenOrders: true, note: "",
        sessions: [
            StatementPage.Session(
                id: "", day: "", room: "", state: [""], times: [StatementPage.Time(name: "", value: "")],
                orders: [
                    StatementPage.Order(number: "", created: "", state: [""], lines: [line], more: [""], sums: [sum])
                ],
                carts: [StatementPage.Cart(session: "", note: "", lines: [line], more: [""], total: "")])
        ])
}
