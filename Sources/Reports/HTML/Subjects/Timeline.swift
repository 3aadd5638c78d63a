internal import FinancialMath
internal import Glibc
internal import LiveShopping
internal import Reconciliation

/// A session's life in order of time, drawn and told.
struct Timeline {
    let events: [Event]
    /// Where the drawn events stand; nothing to draw with fewer than two.
    let isDrawn: Bool
    let marks: [Mark]

    struct Event: TemplateRow {
        /// From 1, in order of time.
        let number: Int
        let moment: Moment
        /// How long after the one before it: `5 min later`.
        let after: String?

        static let tags: [PageTag<Self>] = [
            .text("number") { String($0.number) },
            .text("time") { $0.moment.time.moment },
            .text("kind") { $0.moment.kind },
            .text("words") { $0.moment.words },
            // The row that tells more, on the same page.
            .maybe("row") { $0.moment.row },
            .maybe("after", \.after),
        ]
    }

    struct Mark: TemplateRow {
        let number: Int
        let moment: Moment
        let x: Double
        let labelY: String
        let lineY: String

        static let tags: [PageTag<Self>] = [
            .text("x") { String(Int($0.x.rounded())) },
            .text("kind") { $0.moment.kind },
            .text("number") { String($0.number) },
            .text("label") { $0.moment.label },
            .text("labelY", \.labelY),
            .text("lineY", \.lineY),
            // `start`, `middle` or `end`: labels at the edges stay inside.
            .text("anchor") { $0.x < 120 ? "start" : $0.x > 880 ? "end" : "middle" },
        ]
    }

    /// Something that happened.
    struct Moment {
        let time: Timestamp
        /// `session`, `item`, `price`, `order` or `now`.
        let kind: String
        /// A word or two, for the drawing.
        let label: String
        let words: String
        var row: String?
    }
}

extension Timeline {
    /// More items or overrides than this are told by the first and the last of them.
    static let itemLimit = 20
    /// More than this are told and not drawn.
    static let markLimit = 40

    init(_ detail: SessionDetail, asOf: Timestamp) {
        let moments = Moment.all(of: detail, asOf: asOf)
        events = moments.enumerated().map { place, moment in
            let before = place > 0 && moments[place - 1].time != moment.time ? moments[place - 1].time : nil
            return Event(
                number: place + 1, moment: moment,
                after: before.flatMap { Elapsed.words(from: $0, to: moment.time) }.map { "\($0) later" })
        }
        let drawn = moments.enumerated().filter { $0.element.time.isFinite }
        isDrawn = (2...Self.markLimit).contains(drawn.count)
        marks = isDrawn ? Self.marks(drawn.map { ($0.offset + 1, $0.element) }) : []
    }

    /// Every step takes room by the order of magnitude of the time that it took.
    private static func marks(_ drawn: [(number: Int, moment: Moment)]) -> [Mark] {
        let steps = zip(drawn, drawn.dropFirst()).map { one, other in
            let minutes = (Double(other.moment.time.microseconds) - Double(one.moment.time.microseconds)) / 60e6
            return 1 + log2(1 + max(0, minutes))
        }
        let (left, width) = (30.0, 940 / max(1, steps.reduce(0, +)))
        let places = steps.reduce(into: [left]) { $0.append($0[$0.count - 1] + $1 * width) }
        let levels: [(label: String, line: String)] = [("44", "50"), ("138", "124"), ("20", "26"), ("162", "148")]
        return zip(drawn, places).enumerated().map { place, mark in
            Mark(
                number: mark.0.number, moment: mark.0.moment, x: mark.1, labelY: levels[place % 4].label,
                lineY: levels[place % 4].line)
        }
    }
}

private extension Timeline.Moment {
    /// By time; at one time, as things come about.
    static func all(of detail: SessionDetail, asOf: Timestamp) -> [Self] {
        let all =
            ownBefore(detail.session) + items(detail) + overrides(detail) + ownAfter(detail) + orders(detail)
            + [Self(time: asOf, kind: "now", label: "T", words: "T: the time that this report is as of")]
        return all.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }

    private static func own(_ time: Timestamp?, _ label: String, _ words: String) -> [Self] {
        time.map { [Self(time: $0, kind: "session", label: label, words: words)] } ?? []
    }

    private static func ownBefore(_ session: Session) -> [Self] {
        own(session.createdAt, "Created", "Session created")
            + own(session.scheduledAt, "Scheduled", "Scheduled for then")
            + own(session.startedAt, "Started", "Started")
    }

    private static func ownAfter(_ detail: SessionDetail) -> [Self] {
        own(detail.session.lastActivityAt, "Activity", "Last activity, as the session says")
            + own(detail.session.updatedAt, "Changed", "Session's record last changed")
            + own(detail.expiry, "Expiry", "Expiry: open after this, it is abandoned")
            + own(detail.session.endedAt, "Ended", "Ended")
    }

    private static func items(_ detail: SessionDetail) -> [Self] {
        let items = detail.items.rows.filter { $0.standing != .excluded }.map(\.item)
        let changed = items.filter { $0.updatedAt != $0.createdAt }
        return several(
            items.map { item in
                Self(
                    time: item.createdAt, kind: "item", label: "Item \(item.id)",
                    words: "Item \(item.id) added: \(item.quantity.figure) at \(item.unitPrice.figure)",
                    row: "item-\(item.id)")
            }, "Items", "items added")
            + several(
                changed.map { item in
                    Self(
                        time: item.updatedAt, kind: "item", label: "Item \(item.id)",
                        words: "Item \(item.id) last changed", row: "item-\(item.id)")
                }, "Changes", "items changed")
    }

    private static func overrides(_ detail: SessionDetail) -> [Self] {
        several(
            detail.overrides.rows.flatMap { override in
                let set = Self(
                    time: override.createdAt, kind: "price", label: "Override",
                    words: "Override \(override.id) set for product \(override.productID)")
                let changed = Self(
                    time: override.updatedAt, kind: "price", label: "Override",
                    words: "Override \(override.id) last changed, to \(override.price.figure)")
                return override.updatedAt == override.createdAt ? [set] : [set, changed]
            }, "Overrides", "settings of overrides")
    }

    private static func orders(_ detail: SessionDetail) -> [Self] {
        several(
            detail.orders.rows.compactMap { detail in
                guard let time = detail.order.createdAt else { return nil }
                return Self(
                    time: time, kind: "order", label: "Order \(detail.order.id)",
                    words: "Order \(detail.order.id) created: \(detail.order.total.figure), \(detail.role.words)",
                    row: "order-\(detail.order.id)")
            }, "Orders", "orders created")
    }

    /// Each, or only the first and the last where there are many.
    private static func several(_ moments: [Self], _ label: String, _ noun: String) -> [Self] {
        guard moments.count > Timeline.itemLimit, let first = moments.min(by: { $0.time < $1.time }),
            let last = moments.max(by: { $0.time < $1.time })
        else { return moments }
        return [
            Self(
                time: first.time, kind: first.kind, label: label, words: "The first of \(moments.count) \(noun)",
                row: first.row),
            Self(
                time: last.time, kind: last.kind, label: label, words: "The last of \(moments.count) \(noun)",
                row: last.row),
        ]
    }
}

extension OrderDetail.Role {
    var words: String {
        switch self {
        case .kept: "the kept order"
        case .surplus: "a sale besides the kept order"
        case .draft: "a draft"
        case .notASale: "not a sale"
        case .cancelled: "cancelled"
        case .deleted: "deleted"
        }
    }
}
