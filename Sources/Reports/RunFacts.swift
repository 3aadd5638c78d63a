public import FoundationEssentials
public import LiveShopping

/// What a report says about the run itself: the facts that are not in its outcome.
public struct RunFacts: Sendable {
    /// The run's name, in the report and in the log of repairs. Made from the snapshot, never from a clock, so that
    /// the same snapshot gives the same report.
    public var runID: String
    public var toolVersion: String
    /// What the tool was built from and with.
    public var build: String
    /// Where the rows came from, in the order to show it.
    public var provenance: [SnapshotFacts.Provenance]
    /// The statements that the tables were read with; none where no database was asked.
    public var statements: [SnapshotFacts.Statement]
    /// The command's own settings, those that `Settings` does not hold, in the order to show them.
    public var options: [Option]
    /// Who is to read the report.
    public var audience: Audience
    /// What reconciliation.xml holds.
    public var document: DocumentScope
    /// How figures and times are written for people.
    public var style: FigureStyle
    /// How long the steps so far have taken; in the manifest and nowhere else.
    public var timings: [Timing]
    /// The manifest of the run before, which this run's manifest vouches for; the file may be missing.
    public var previousManifest: URL?
    /// How the night compares with earlier ones.
    public var history: History
    /// Which repair scripts are withheld, and why.
    public var withheld: Withheld
    /// What of the findings does not count.
    public var accepted: AcceptedFindings

    /// Who reads a report: it says the same to all of them, in another order.
    public enum Audience: String, Sendable, CaseIterable {
        /// The money first.
        case finance
        /// The repairs first.
        case admin
    }

    /// How much of the recomputed rows reconciliation.xml holds.
    public enum DocumentScope: String, Sendable, CaseIterable {
        /// Those that findings are about.
        case findings
        /// All of them.
        case full
        /// There is no such file.
        case none
    }

    public struct Option: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public struct Timing: Sendable, Hashable {
        public let step: String
        public let duration: Duration

        public init(_ step: String, _ duration: Duration) {
            self.step = step
            self.duration = duration
        }
    }

    public init(
        runID: String, toolVersion: String, build: String, provenance: [SnapshotFacts.Provenance],
        statements: [SnapshotFacts.Statement] = [], options: [Option] = [], audience: Audience = .finance,
        document: DocumentScope = .findings, style: FigureStyle = .neutral,
        timings: [Timing] = [], previousManifest: URL? = nil,
        history: History = .none, withheld: Withheld = .nothing, accepted: AcceptedFindings = .none
    ) {
        self.runID = runID
        self.toolVersion = toolVersion
        self.build = build
        self.provenance = provenance
        self.statements = statements
        self.options = options
        self.audience = audience
        self.document = document
        self.style = style
        self.timings = timings
        self.previousManifest = previousManifest
        self.history = history
        self.withheld = withheld
        self.accepted = accepted
    }
}

extension Duration {
    /// Whole milliseconds, cut off.
    package var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
