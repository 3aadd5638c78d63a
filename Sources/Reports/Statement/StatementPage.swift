/// What a client's statement shows: its sessions with what was ordered in them, and what it owes.
///
/// It is for the client's own eyes: no cost, no margin, no finding, nothing of anybody else.
struct StatementPage {
    let title: String
    let name: String
    let client: String
    let asOf: String
    /// `UTC`, or the site's zone.
    let zone: String
    /// What amounts are in; none, or one.
    let currency: [String]
    /// What is owed and may come to be; empty for a client without credit and without an open session.
    let credit: [Credit]
    let invoices: [Invoice]
    let hasInvoices: Bool
    /// Whether the dates of any invoice are known.
    let hasDates: Bool
    let openOrders: [OpenOrder]
    let hasOpenOrders: Bool
    /// How many sessions there are, and whether some are left out.
    let note: String
    let sessions: [Session]

    struct Credit {
        let sums: [Sum]
        /// Lists that are longer than what is shown of them.
        let more: [String]
    }

    struct Sum {
        let name: String
        let words: String
        let amount: String
    }

    struct Invoice {
        /// Its number, or else its ID.
        let number: String
        /// When it was issued and when it is due; empty where nobody knows.
        let issued: String
        let due: String
        let status: String
        let amount: String
    }

    struct OpenOrder {
        let number: String
        let created: String
        let total: String
        let paid: String
        let open: String
    }

    struct Session {
        let id: String
        /// The day by which sessions are sorted.
        let day: String
        let room: String
        /// What has become of it; none, or one.
        let state: [String]
        let times: [Time]
        let orders: [Order]
        /// What is in the cart, where nothing has been ordered yet; none, or one.
        let carts: [Cart]
    }

    struct Time {
        let name: String
        let value: String
    }

    struct Order {
        let number: String
        let created: String
        /// `cancelled`; none, or one.
        let state: [String]
        let lines: [Line]
        let more: [String]
        let sums: [Sum]
    }

    struct Cart {
        let session: String
        /// Why it is there, and whether it counts.
        let note: String
        let lines: [Line]
        let more: [String]
        let total: String
    }

    struct Line {
        let product: String
        let batch: String
        let quantity: String
        let price: String
        let amount: String
        /// `sample`, `not decided yet`; empty for most.
        let note: String
    }
}
