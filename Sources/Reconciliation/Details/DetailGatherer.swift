internal import Common
internal import LiveShopping

/// Looks up the rows behind the subjects that get a page, a fetch a table and never a fetch a subject.
struct DetailGatherer {
    let tallies: Tallies
    let source: any RowSource
    let threads: Int

    /// - Parameters:
    ///   - credit: The rows of credit.csv.
    ///   - holds: Those of holds.csv.
    func details(
        _ choice: SubjectChoice, credit: ResultRows<CreditResult>, holds: ResultRows<HoldResult>
    ) throws -> SubjectDetails {
        let book = tallies.ledger.sessions
        let slots = choice.sessions { id in book.slot(of: id).map { !book.standings[$0].isExcluded } ?? false }
            .compactMap(book.slot(of:))
        let clients = choice.clients(among: credit)
        let batches = choice.batches(among: holds)
        let parts = try inParallel(3, threads: threads) { part in
            var details = SubjectDetails()
            switch part {
            case 0: details.sessions = try SessionDetail.gather(slots, tallies, source)
            case 1: details.clients = try ClientDetail.gather(clients, tallies, source)
            default: details.batches = try BatchDetail.gather(batches, tallies, source)
            }
            return details
        }
        return parts.reduce(into: SubjectDetails()) { whole, part in
            whole.sessions += part.sessions
            whole.clients += part.clients
            whole.batches += part.batches
        }
    }
}
