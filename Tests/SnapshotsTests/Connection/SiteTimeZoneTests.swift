import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

/// A script sets the zone that the site's times without one are in, as the reader reads them.
@Suite struct SiteTimeZoneNameTests {
    @Test(arguments: ["UTC", "Europe/Berlin", "+02:00", "-05:30", "+13:45"])
    func isTheSameZoneToPostgreSQL(_ text: String) throws {
        let zone = try #require(SiteTimeZone(text))
        try PrivatePostgres.shared().withDatabase("zones") { database in
            let local = "2026-07-01 12:00:00"
            let rows = try database.query(
                sql: """
                    SELECT set_config('TimeZone', '\(zone.postgresName)', false);
                    SELECT extract(epoch FROM timestamp '\(local)'::timestamptz)::bigint
                    """)
            let offset = text.contains(":") ? text : (text == "UTC" ? "+00:00" : "+02:00")
            let expected = try #require(Timestamp(iso8601: "2026-07-01T12:00:00\(offset)"))
            let seconds = try database.query(sql: "SELECT extract(epoch FROM timestamptz '\(expected)')::bigint")
            #expect(rows.last?.last == seconds.last?.last, "\(zone.postgresName)")
        }
    }
}
