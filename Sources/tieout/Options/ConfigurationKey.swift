import ArgumentParser
import Reports

/// Everything that can be set for a run: in the configuration file by its key, in the environment as `TIEOUT_` and the key,
/// and on the command line as a flag of the same name. What the help, the sample and the check say of it is said here.
enum ConfigurationKey: String, CaseIterable {
    case database, snapshot, schema
    case statementTimeout = "statement-timeout"
    case readTimeout = "read-timeout"
    case connectRetry = "connect-retry"
    case deadline, jobs
    case since
    case fullEvery = "full-every"
    case output
    case failOn = "fail-on"
    case audience, pages
    case fullPages = "full-pages"
    case fullPrices = "full-prices"
    case xml, accepted
    case maxRepairRatio = "max-repair-ratio"
    case templates
    case notifyCommand = "notify-command"
    case logFormat = "log-format"
    case locale, currency
    case timeZone = "time-zone"
    case grace
    case sessionTimeout = "session-timeout"
    case noShow = "no-show"
    case clockSkew = "clock-skew"
    case cartLimit = "cart-limit"
    case priceTolerance = "price-tolerance"
    case exposureTolerance = "exposure-tolerance"
    case priceWindow = "price-window"
    case exposureBasis = "exposure-basis"
    case fulfillmentAliases = "fulfillment-aliases"
    case maxRuleShare = "max-rule-share"

    var name: String { rawValue }

    /// `TIEOUT_PRICE_WINDOW`
    var variable: String { Self.prefix + name.uppercased().replacing("-", with: "_") }

    static let prefix = "TIEOUT_"

    /// On the command line it stands without a value.
    var isSwitch: Bool { self == .fullPages || self == .fullPrices }

    /// What it is, in a sentence or two.
    var meaning: String {
        switch self {
        case .database:
            "A PostgreSQL connection string or URI; without it, PGHOST, PGSERVICE, ~/.pgpass and so on say where."
        case .snapshot: "A folder that 'tieout snapshot' made, instead of a database."
        case .schema: "The schema that the tables are in; without it, the connection's search path decides."
        case .statementTimeout: "How long the reading of one table may take; 0 is for ever."
        case .readTimeout: "How long the server may be silent before it is given up; 0 is for ever."
        case .connectRetry:
            """
            How long a server is asked again that is not up, starts or stops, or has no connection to give; 0 is not at \
            all.
            """
        case .deadline: "After how long the whole of it is ended, done or not, with status 69; 0 is never."
        case .jobs: "How many connections read at once."
        case .since:
            """
            'last' keeps the rows that a run read in 'rows' of the output folder, and has the next run read only what has \
            changed since.
            """
        case .fullEvery: "After how long a run with 'since' reads everything once more."
        case .output: "Where the reports are kept."
        case .failOn:
            "End with status 2 when a finding is at least this severe: critical, error, warning, notice, never."
        case .audience:
            """
            Who reads it: finance (the whole report), admin (the same, repairs first), client (a statement for one \
            client, with --client).
            """
        case .pages: "Of how many sessions, clients and batches with findings each there are pages of their own."
        case .fullPages: "Pages also for clients and batches about which nothing was found."
        case .fullPrices: "List every price that was recomputed in prices.csv, not only those that a rule fired on."
        case .xml:
            """
            What reconciliation.xml holds of the recomputed rows: findings, those that findings are about; full, all of \
            them; none writes no such file.
            """
        case .accepted: "A file in YAML with the findings that are known and accepted; they do not count."
        case .maxRepairRatio:
            """
            When repairs would touch more than this share of the sessions, or of the money, their scripts are withheld; \
            100% is never.
            """
        case .templates: "The folder of the pages' templates."
        case .notifyCommand:
            """
            A program that reads the summary when the verdict is another than that of the run before: its name and its \
            arguments, split at spaces; no shell.
            """
        case .logFormat: "How messages on standard error are written: text, or json, an object a line."
        case .locale:
            """
            How pages, the summary and comments of scripts write numbers and dates: \
            \(ReportLocale.all.map(\.description).joined(separator: ", ")).
            """
        case .currency:
            "What amounts are in, shown beside them where people read them: a code or a sign, such as EUR or €."
        case .timeZone:
            """
            The zone of timestamps without one, and of the times on pages: an IANA name, or ±hh:mm east of Greenwich.
            """
        case .grace: "An order younger than this on a session that is not CONVERTED is a conversion in flight."
        case .sessionTimeout: "The timeout of sessions that carry none."
        case .noShow: "How long after its schedule a session that never started is a no-show."
        case .clockSkew: "Timestamps later than T plus this are in the future."
        case .cartLimit: "Live items in a cart; more are too many."
        case .priceTolerance: "Prices that differ by more than this are reported."
        case .exposureTolerance: "Exposures that differ by more than this are reported."
        case .priceWindow: "Price rules look at items changed within this before T; 0 is all."
        case .exposureBasis:
            """
            What stored exposures should equal: orders (invoices and open orders), invoices (these alone) or auto (the \
            one by which fewer clients are wrong).
            """
        case .fulfillmentAliases: "Older words for fulfillmentStatus and what they mean today; NONE is none."
        case .maxRuleShare: "A rule that fires on more than this share of what it judged is doubted; 100% is never."
        }
    }

    /// What holds where nothing is said, as it would be written; nil where nothing would be.
    var fallback: String? {
        switch self {
        case .database, .snapshot, .schema, .accepted, .templates, .notifyCommand, .currency, .since: nil
        case .fullEvery: "7d"
        case .statementTimeout: "15m"
        case .readTimeout: nil
        case .connectRetry: "10s"
        case .deadline: "0"
        case .jobs: "2"
        case .output: "output"
        case .failOn: "critical"
        case .audience: "finance"
        case .pages: "500"
        case .fullPages, .fullPrices: "false"
        case .xml: "findings"
        case .maxRepairRatio: "10%"
        case .logFormat: "text"
        case .locale: ReportLocale.neutral.description
        case .timeZone: "UTC"
        case .grace: "15m"
        case .sessionTimeout: "120m"
        case .noShow: "24h"
        case .clockSkew: "5m"
        case .cartLimit: "200"
        case .priceTolerance, .exposureTolerance: "0.00"
        case .priceWindow: "35d"
        case .exposureBasis: "auto"
        case .fulfillmentAliases: "PENDING=READY_FOR_PACKING"
        case .maxRuleShare: "20%"
        }
    }

    /// The default in words, where there is no value that could be written.
    var fallbackWords: String {
        switch self {
        case .readTimeout: "statement-timeout and a minute"
        case .database: "what libpq's environment says"
        case .schema: "the search path"
        case .templates: "those beside the program"
        default: fallback ?? "none"
        }
    }

    /// A value as a site might have it, for the sample where there is no default.
    var example: String {
        switch self {
        case .database: "host=db.example.org dbname=shop user=tieout_reader"
        case .snapshot: "/var/lib/tieout/snapshot"
        case .schema: "public"
        case .since: "last"
        case .accepted: "/etc/tieout/accepted.yaml"
        case .templates: "/etc/tieout/templates"
        case .notifyCommand: "/usr/local/bin/tell-finance"
        case .readTimeout: "16m"
        case .currency: "EUR"
        default: fallback ?? ""
        }
    }
}

extension ArgumentHelp {
    /// The help of a flag that is a key as well: what it means, and its default in brackets.
    static func key(_ key: ConfigurationKey, valueName: String? = nil) -> ArgumentHelp {
        let fallback = key.fallback == nil && key != .readTimeout || key.isSwitch ? "" : " (\(key.fallbackWords))"
        let words = key.meaning.hasSuffix(".") ? String(key.meaning.dropLast()) : key.meaning
        return ArgumentHelp("\(words)\(fallback).", valueName: valueName)
    }
}
