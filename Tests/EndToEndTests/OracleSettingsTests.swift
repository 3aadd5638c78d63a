import TestSupport
import Testing

/// The same comparison with other settings, other types, and over databases that lack what is optional.
@Suite("The oracle and the program agree also", .serialized)
struct OracleSettingsTests {
    struct Site: CustomTestStringConvertible {
        let testDescription: String
        /// What is done to a copy of the random database.
        var change = ""
        /// What the oracle is told, and the program.
        var settings: [String: String] = [:]

        /// The same setting under the program's name, with durations in its own way.
        var arguments: [String] {
            settings.sorted { $0.key < $1.key }.flatMap { name, value in
                let isDuration = ["grace", "session_timeout", "no_show", "clock_skew", "price_window"].contains(name)
                return ["--" + name.replacing("_", with: "-"), isDuration && value != "0" ? "\(value)s" : value]
            }
        }
    }

    static let sites = [
        Site(
            testDescription: "where the credit desk knows invoices alone, and no second copy of lines is kept",
            change: "ALTER TABLE orders DROP COLUMN items, DROP COLUMN version",
            settings: ["exposure_basis": "invoices"]),
        Site(
            testDescription: "without tax", change: "ALTER TABLE orders DROP COLUMN tax, DROP COLUMN items"),
        Site(
            testDescription: "without invoices, and with tolerances", change: "DROP TABLE invoices",
            settings: ["exposure_basis": "orders", "exposure_tolerance": "1.00", "price_tolerance": "0.02"]),
        Site(
            testDescription: "where invoices name no orders",
            change: """
                ALTER TABLE invoices DROP COLUMN "referenceId", DROP COLUMN "totalAmount";
                ALTER TABLE orders DROP COLUMN cash_payment, DROP COLUMN "liveSessionId"
                """),
        Site(
            testDescription: "without cost ranges, agreements and deleted lines",
            change: """
                ALTER TABLE batches DROP COLUMN "cogsMode", DROP COLUMN "batchStatus";
                ALTER TABLE "sessionCartItems" DROP COLUMN "negotiationData", DROP COLUMN "itemStatus";
                ALTER TABLE pricing_defaults DROP COLUMN deleted_at, DROP COLUMN updated_at;
                ALTER TABLE order_line_items DROP COLUMN deleted_at
                """,
            settings: ["grace": "0", "session_timeout": "0", "no_show": "3600", "clock_skew": "0"]),
        Site(
            testDescription: "in Berlin, with other older words and no price window",
            change: """
                ALTER TABLE orders ALTER created_at TYPE timestamp USING created_at AT TIME ZONE 'Europe/Berlin',
                    ALTER is_draft TYPE smallint USING is_draft::int;
                ALTER TABLE "sessionCartItems" ALTER "updatedAt" TYPE timestamp
                    USING "updatedAt" AT TIME ZONE 'Europe/Berlin';
                ALTER TABLE clients ALTER custom_pricing_rules TYPE text
                """,
            settings: [
                "time_zone": "Europe/Berlin", "fulfillment_aliases": "PENDING=PACKED,CONFIRMED=CANCELLED",
                "price_window": "0", "cart_limit": "3",
            ]),
    ]

    /// What each site is a changed copy of.
    private static let chaos = Result { try #require(OracleTests.Chaos("loose:0.23:100")).makeDatabase() }

    @Test("at another site", .timeLimit(.minutes(30)), arguments: sites)
    func site(site: Site) throws {
        let database = try PrivatePostgres.shared().makeDatabase(copying: Self.chaos.get())
        defer { try? database.drop() }
        try database.run(sql: site.change)
        let oracle = try SQLOracle.files(of: database, settings: site.settings)
        try OracleComparison(oracle: oracle, database: database).expectSame(site.arguments)
    }
}
