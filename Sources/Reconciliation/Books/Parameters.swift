internal import Common
public import LiveShopping

/// What a run was asked to do, fixed before the first row is judged.
public struct Parameters: Sendable, Hashable {
    /// T; nil is the moment of the snapshot.
    public var asOf: Timestamp?
    public var settings: Settings
    /// prices.csv holds every item that the price rules look at, not only those that a rule fired on.
    public var fullPrices: Bool
    /// How many readers share the large tables.
    public var jobs: Int
    /// How many threads do what needs no reader: judging above all.
    public var threads: Int
    /// Of so many sessions, clients and batches each the rows are looked up for pages of their own.
    public var pages: Int
    /// Clients and batches are looked up also when nothing was found about them.
    public var fullPages: Bool
    /// The client for whom a statement is made; nil for none.
    public var statement: ClientID?

    /// - Parameter threads: Nil is as many as there are processors, or readers where these are more.
    public init(
        asOf: Timestamp? = nil, settings: Settings = Settings(), fullPrices: Bool = false, jobs: Int = 1,
        threads: Int? = nil, pages: Int = 0, fullPages: Bool = false, statement: ClientID? = nil
    ) {
        self.asOf = asOf
        self.settings = settings
        self.fullPrices = fullPrices
        self.jobs = max(1, jobs)
        self.threads = max(1, threads ?? max(jobs, processorCount))
        self.pages = max(0, pages)
        self.fullPages = fullPages
        self.statement = statement
    }
}
