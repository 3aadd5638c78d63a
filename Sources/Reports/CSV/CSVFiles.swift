internal import Foundation
internal import Reconciliation

/// The CSV files of a run.
enum CSVFiles {
    static func write(_ outcome: Outcome, history: History = .none, into folder: URL) throws(PublicationError) {
        try CSVTable.findings.write(outcome.findings, into: folder)
        try CSVTable.sessions.write(outcome.sessions, into: folder)
        try CSVTable.prices.write(outcome.prices, into: folder)
        try CSVTable.credit.write(outcome.credit, into: folder)
        try CSVTable.holds.write(outcome.holds, into: folder)
        try CSVTable.totals.write(TotalLine.lines(outcome.totals), into: folder)
        try CSVTable.history.write(HistoryLine.lines(outcome, history), into: folder)
        try CSVTable.settled.write(SettledLine.lines(history), into: folder)
    }
}
