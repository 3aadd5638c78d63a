import FinancialMath
import LiveShopping

extension ClientLife {
    /// A session that is over: ended, converted, cancelled, or deleted.
    mutating func pastVisit(at place: Int) -> Visit {
        let status: SessionStatus = random.pick(weighted: [(.converted, 62), (.ended, 26), (.cancelled, 12)])
        let age = random.chance(70) ? random.integer(3...34 * 24) : random.integer(36 * 24...140 * 24)
        let startedAt = world.asOf - .minutes(Int64(age * 60 + random.integer(0...59)))
        let endedAt = startedAt + TimeSpan(seconds: Int64(random.integer(600...7_200)))
        var visit = Visit(
            session: session(at: place, status, createdAt: startedAt - .hours(Int64(random.integer(1...90)))))
        visit.session.scheduledAt = random.chance(60) ? startedAt - .minutes(Int64(random.integer(0...9))) : nil
        visit.session.startedAt = startedAt
        visit.session.endedAt = endedAt
        visit.session.updatedAt = endedAt
        visit.session.lastActivityAt = random.chance(70) ? endedAt - .minutes(1) : nil
        if status == .cancelled, random.chance(60) { visit.session.startedAt = nil }
        fill(&visit, from: startedAt, to: endedAt, sellableOnly: false)
        switch status {
        case .converted: convert(&visit, after: endedAt)
        case .ended: if random.chance(20) { leaveUnsold(&visit, after: endedAt) }
        default: visit.session.isDeleted = random.chance(25)
        }
        return visit
    }

    /// A session that is still to come or going on.
    mutating func currentVisit(at place: Int) -> Visit {
        let status: SessionStatus = random.pick(weighted: [(.scheduled, 9), (.active, 7), (.paused, 4)])
        let createdAt = world.asOf - .hours(Int64(random.integer(4...200)))
        var visit = Visit(session: session(at: place, status, createdAt: createdAt))
        guard status != .scheduled else {
            visit.session.scheduledAt = world.asOf + .minutes(Int64(random.integer(-23 * 60...14 * 24 * 60)))
            visit.session.updatedAt = createdAt
            if random.chance(30) { fill(&visit, from: createdAt, to: createdAt, sellableOnly: false) }
            return visit
        }
        let startedAt = world.asOf - TimeSpan(seconds: Int64(random.integer(2_800...9_000)))
        let lastAt = world.asOf - TimeSpan(seconds: Int64(random.integer(5...2_700)))
        visit.session.startedAt = startedAt
        visit.session.scheduledAt = random.chance(60) ? startedAt : nil
        visit.session.updatedAt = random.chance(50) ? lastAt : startedAt
        visit.session.lastActivityAt = visit.session.updatedAt == lastAt && random.chance(50) ? nil : lastAt
        visit.session.timeoutSeconds = random.pick([nil, nil, 0, 3_600, 14_400])
        visit.session.expiresAt = random.chance(20) ? world.asOf + .minutes(Int64(random.integer(0...90))) : nil
        fill(&visit, from: startedAt, to: lastAt, sellableOnly: true)
        if random.chance(15) { convertJustNow(&visit) }
        return visit
    }

    private mutating func session(at place: Int, _ status: SessionStatus, createdAt: Timestamp) -> Session {
        let id = world.sessionID(at: place)
        return Session(
            id: id, hostID: world.host(&random), clientID: client.id, status: .known(status),
            roomCode: World.roomCode(id, random.pick(Category.all).code),
            title: random.chance(70) ? random.pick(Names.titles) : nil, createdAt: createdAt, updatedAt: createdAt)
    }

    /// The order that a converted session became, and now and then one that was cancelled before it.
    private mutating func convert(_ visit: inout Visit, after endedAt: Timestamp) {
        let moment = endedAt + TimeSpan(seconds: Int64(random.integer(5...900)))
        var sale = Sale(converting: visit, link: random.pick(Link.allCases), at: moment, ids: &ids)
        if sale.order.notes != nil, random.chance(30) { sale.order.notes? += ". Deliver before noon." }
        if random.chance(30) { sale.billByFourPlaces(visit) }
        if random.chance(4) { strike(&sale) }
        if random.chance(1) { sale.order.createdAt = nil }
        progress(&sale, age: TimeSpan(microseconds: world.asOf.microseconds - moment.microseconds))
        visit.sales.append(sale)
        guard random.chance(4) else { return }
        var cancelled = Sale(converting: visit, link: .column, at: moment - .minutes(1), ids: &ids)
        cancelled.order.saleStatus = .known(.cancelled)
        cancelled.order.fulfillmentStatus = .known(.cancelled)
        if random.chance(30) { invoiceInVain(cancelled) }
        visit.sales.append(cancelled)
    }

    /// A line that was taken off the order again.
    private mutating func strike(_ sale: inout Sale) {
        guard var line = sale.lines.first else { return }
        line.id = ids.line()
        line.isDeleted = true
        sale.lines.append(line)
    }

    /// What does not convert a session: a quote, a draft, or an order that was cancelled.
    private mutating func leaveUnsold(_ visit: inout Visit, after endedAt: Timestamp) {
        var sale = Sale(converting: visit, link: random.pick(Link.allCases), at: endedAt, ids: &ids)
        switch random.integer(0...2) {
        case 0: sale.order.type = .known(.quote)
        case 1: sale.order.isDraft = true
        default: sale.order.saleStatus = .known(.cancelled)
        }
        visit.sales.append(sale)
    }

    /// An order of the last minutes, whose session has not caught up yet.
    private mutating func convertJustNow(_ visit: inout Visit) {
        let moment = world.asOf - TimeSpan(seconds: Int64(random.integer(1...880)))
        visit.sales.append(Sale(converting: visit, link: random.pick(Link.allCases), at: moment, ids: &ids))
    }
}
