import LiveShopping
import TestSupport
import Testing

@Suite("The zone of times without one")
struct SiteTimeZoneTests {
    @Test(
        "is read from its name or its offset, and says which it is",
        arguments: [
            ("UTC", "UTC"), ("Europe/Berlin", "Europe/Berlin"), ("+02:00", "+02:00"), ("-03:30", "-03:30"),
            ("-00:00", "+00:00"), ("Etc/GMT+5", "Etc/GMT+5"), ("+2", nil), ("+16:00", nil), ("+02:60", nil), ("", nil),
            ("Nowhere/Land", nil), ("../../../etc/passwd", nil), ("Europe/../Europe/Berlin", nil),
            ("/etc/localtime", nil),
            ("Europe", nil), ("Europe/", nil), ("right/UTC", nil), ("CET", nil), ("+٠٢:٠٠", nil), ("tzdata.zi", nil),
        ] as [(String, String?)])
    func reading(_ zone: (text: String, description: String?)) {
        #expect(SiteTimeZone(zone.text)?.description == zone.description)
    }

    @Test("is UTC by default, which changes nothing")
    func utc() {
        #expect(Settings().timeZone == .utc && SiteTimeZone.utc.isUTC)
        #expect(SiteTimeZone("+00:00")?.isUTC == true && SiteTimeZone("Europe/London")?.isUTC == false)
        let moment = Timestamp(year: 2026, month: 7, day: 1)
        #expect(SiteTimeZone.utc.moment(ofLocal: moment) == moment)
    }

    @Test("leaves the infinities where they are, and makes none", arguments: ["Europe/Berlin", "-15:59", "+15:59"])
    func extremes(name: String) throws {
        let zone = try #require(SiteTimeZone(name))
        for moment in [Timestamp.infinity, .negativeInfinity] {
            #expect(zone.moment(ofLocal: moment) == moment && zone.local(of: moment) == moment)
        }
        for moment in [Timestamp(microseconds: .max - 1), Timestamp(microseconds: .min + 1)] {
            #expect(zone.moment(ofLocal: moment).isFinite && zone.local(of: moment).isFinite)
        }
    }

    /// All quarters of an hour around each change of the clocks, and a time in each week, as PostgreSQL reads them.
    @Test(
        "reads local times as PostgreSQL does",
        arguments: [
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin",
            "Pacific/Apia", "America/St_Johns", "Asia/Tehran", "Africa/Cairo", "America/Sao_Paulo",
        ])
    func agreesWithPostgres(name: String) throws {
        let zone = try #require(SiteTimeZone(name))
        try PrivatePostgres.shared().withDatabase("zone") { database in
            let rows = try database.query(
                sql: """
                    SET timezone = 'UTC';
                    WITH day AS (
                        SELECT d, d AT TIME ZONE '\(name)' - d AT TIME ZONE 'UTC' AS ahead
                        FROM generate_series('1970-01-01'::timestamp, '2040-12-31', '1 day') d
                    ), change AS (
                        SELECT d FROM (SELECT d, ahead, lag(ahead) OVER (ORDER BY d) AS before FROM day) x
                        WHERE ahead <> before
                    ), local AS (
                        SELECT d + interval '13:17:23.456789' AS t FROM day WHERE extract(isodow FROM d) = 1
                        UNION ALL SELECT d + n * interval '15 minutes' + e * interval '1 microsecond'
                        FROM change, generate_series(-200, 104) n, generate_series(-1, 1) e
                        UNION ALL SELECT t::timestamp FROM unnest(ARRAY['0001-01-01', '1850-06-01', '9999-12-31 23:59',
                            '10000-07-01', '200000-01-01', '294276-12-31', '4713-01-01 BC', '2500-03-28 02:30',
                            '2037-12-31 23:00', '2038-01-19 03:14:08']) t
                    )
                    SELECT (extract(epoch FROM t - '2000-01-01') * 1000000)::bigint,
                        (extract(epoch FROM (t AT TIME ZONE '\(name)') - '2000-01-01Z') * 1000000)::bigint
                    FROM local
                    """)
            let wrong = rows.filter { row in
                let values = row.compactMap { $0.flatMap { Int64($0) } }.map(Timestamp.init(microseconds:))
                return values.count != 2 || zone.moment(ofLocal: values[0]) != values[1]
            }
            #expect(rows.count > 3_000)
            #expect(wrong.isEmpty, "\(wrong.count) of \(rows.count), the first: \(wrong.first ?? [])")
        }
    }

    @Test("means by every name what PostgreSQL means, or nothing; by an offset as an interval means it")
    func names() throws {
        try PrivatePostgres.shared().withDatabase("zones") { database in
            let rows = try database.query(
                sql: """
                    SET timezone = 'UTC';
                    SELECT name, (extract(epoch FROM t - '2000-01-01') * 1000000)::bigint,
                        (extract(epoch FROM (t AT TIME ZONE name) - '2000-01-01Z') * 1000000)::bigint
                    FROM pg_timezone_names, unnest(ARRAY['2026-01-15 12:00', '2026-07-15 12:00']::timestamp[]) t
                    UNION ALL
                    SELECT o, (extract(epoch FROM t - '2000-01-01') * 1000000)::bigint,
                        (extract(epoch FROM (t AT TIME ZONE o::interval) - '2000-01-01Z') * 1000000)::bigint
                    FROM unnest(ARRAY['+02:00', '-03:30', '+15:59', '-12:45']) o, (SELECT timestamp '2026-07-15') t (t)
                    """)
            var known = 0
            for row in rows {
                let name = row[0] ?? ""
                guard let zone = SiteTimeZone(name) else { continue }
                known += 1
                let values = row.dropFirst().compactMap { $0.flatMap { Int64($0) } }.map(Timestamp.init(microseconds:))
                #expect(zone.moment(ofLocal: values[0]) == values[1], "\(name)")
            }
            #expect(known > 900)
        }
    }

    @Test("shows what it reads: a clock that shows a moment's time once leads back to it")
    func thereAndBack() throws {
        var random = SeededGenerator.printed()
        for name in ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "+05:45"] {
            let zone = try #require(SiteTimeZone(name))
            for _ in 0..<10_000 {
                let moment = Timestamp(
                    microseconds: Int64.random(in: -1_000_000_000_000_000...2_000_000_000_000_000, using: &random))
                let back = zone.moment(ofLocal: zone.local(of: moment))
                // What is shown twice is read as the later.
                #expect(back == moment || back == moment + .hours(1), "\(name) \(moment)")
            }
        }
    }
}
