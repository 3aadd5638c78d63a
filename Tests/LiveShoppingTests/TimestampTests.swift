import LiveShopping
import Testing

/// Moments at the edges of what Int64 and PostgreSQL can hold.
@Suite struct TimestampTests {
    static let moments: [Timestamp] = [
        .negativeInfinity, Timestamp(microseconds: .min + 1), Timestamp(year: -4_712, month: 1, day: 1),
        Timestamp(year: 0, month: 1, day: 1), Timestamp(microseconds: -1), Timestamp(microseconds: 0),
        Timestamp(year: 294_276, month: 12, day: 31), Timestamp(microseconds: .max - 1), .infinity,
    ]
    static let spans: [TimeSpan] = [
        .zero, TimeSpan(microseconds: 1), TimeSpan(microseconds: -1), .days(35), TimeSpan(microseconds: .max),
        TimeSpan(microseconds: .min), TimeSpan(seconds: .max), TimeSpan(seconds: .min),
    ]

    @Test(arguments: moments, spans)
    func addsEverySpanToEveryMoment(moment: Timestamp, span: TimeSpan) {
        for sum in [moment + span, moment - span] {
            #expect(sum.isFinite == moment.isFinite)
            #expect(moment.isFinite || sum == moment)
        }
        #expect((moment + span < moment) == (moment.isFinite && span < .zero && moment.microseconds > .min + 1))
        #expect(!moment.exactDescription.isEmpty && !moment.folderName.isEmpty)
    }

    @Test(arguments: [
        "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "294276-12-31T23:59:59.999999Z",
        "294276-12-31T23:59:59.999999+00:01",
    ])
    func readsWhatPostgreSQLHolds(text: String) throws {
        let moment = try #require(Timestamp(iso8601: text))
        #expect(moment.isFinite)
        #expect(Timestamp(iso8601: moment.exactDescription.drop { $0 == "-" }) != nil)
    }

    @Test(arguments: [
        "294277-01-01T00:00:00Z", "294276-12-31T23:59:59.999999-00:01", "294277-01-09T04:00:54.775806Z",
        "294277-01-09T04:00:54.775807Z", "294277-01-09T04:00:54.775808Z", "294277-01-09T04:00:54.9Z",
        "999999-12-31T23:59:59Z", "infinity", "2026-02-30T00:00:00Z", "٢٠٢٦-11-22T02:00:00Z",
    ])
    func readsNothingElse(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }
}
