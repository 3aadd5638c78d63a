public import FoundationEssentials
public import LiveShopping
public import Reports
public import Snapshots

/// A deployment as its configuration and the command line describe it: what there is to examine.
public struct Deployment: Sendable {
    public var conninfo: String?
    public var schema: String?
    public var mapping = TableMapping()
    public var timeZone = SiteTimeZone.utc
    /// How many connections a run asks for.
    public var jobs = 2
    public var clockSkew = TimeSpan.minutes(5)
    /// The timeout of sessions that carry none.
    public var sessionTimeout = TimeSpan.minutes(120)
    public var output = URL(fileURLWithPath: "output", isDirectory: true)
    public var templates: URL?
    public var accepted: [Acceptance] = []
    /// Where the role that applies repairs connects.
    public var repairConninfo: String?
    /// The live-shopping system's own file of environment variables.
    public var environmentFile: String?
    /// Queries of the staff's and of the client's API.
    public var staffURL: String?
    public var clientURL: String?
    /// One room's event stream, as each instance serves it.
    public var eventURLs: [String] = []
    /// Where an empty POST has an event published in that room.
    public var publishURL: String?
    /// A file with header lines that each request carries, such as a cookie.
    public var headerFile: String?
    /// How long an event stream may be silent.
    public var heartbeat = TimeSpan(seconds: 30)

    public init() {}
}
