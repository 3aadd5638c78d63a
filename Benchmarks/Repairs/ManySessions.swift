import FinancialMath
import LiveShopping
import Reconciliation
import Snapshots
import TestSupport

/// Open sessions that are all to be ended, and the repairs that do it: as `lifecycle.abandoned` proposes them.
enum ManySessions {
    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
    private static let activity = Timestamp(year: 2026, month: 11, day: 20, hour: 11)

    static func make(_ count: Int, in database: Database) throws {
        try database.run(sql: ReferenceSchema.ddl)
        try database.run(
            sql: """
                INSERT INTO users (id, name) VALUES (1, 'Hanna Host');
                INSERT INTO clients (id, name) VALUES (5, 'Oolong & Co.');
                INSERT INTO "liveShoppingSessions" ("id", "hostUserId", "clientId", "status", "roomCode", "createdAt",
                    "updatedAt")
                SELECT n, 1, 5, 'ACTIVE', 'room-' || n, '2026-11-20 10:00Z', '2026-11-20 11:00Z'
                FROM generate_series(1, \(count)) n
                """)
        try clean(database)
    }

    /// Every run of a round finds a table without dead rows.
    static func clean(_ database: Database) throws {
        for table in ["\"liveShoppingSessions\"", "\"sessionCartItems\"", "orders"] {
            try database.run(sql: "VACUUM ANALYZE \(table)")
        }
    }

    /// What the repairs come to, in one statement.
    static let plainUpdate = """
        UPDATE "liveShoppingSessions" SET status = 'ENDED', "endedAt" = '2026-11-22 02:00Z', "updatedAt" = now();
        """

    static let reset = """
        UPDATE "liveShoppingSessions" SET status = 'ACTIVE', "endedAt" = NULL, "updatedAt" = '2026-11-20 11:00Z';
        """

    static func proposals(_ count: Int) -> [Proposal] {
        (1...count).map { proposal(SessionID(Int64($0))) }
    }

    private static func proposal(_ id: SessionID) -> Proposal {
        let finding = Finding(
            rule: "lifecycle.abandoned", severity: .notice, key: FindingKey(.session(id)),
            subject: Subject(session: id),
            expected: "closed", actual: "ACTIVE", impact: .zero, repair: .automatic, explanation: "")
        return Proposal(
            findings: [.init(finding)], repair: .automatic,
            alternatives: [
                .init(
                    title: "End session \(id)",
                    changes: [
                        .set(.session(id), column: "status", from: .text("ACTIVE"), to: .text("ENDED")),
                        .set(.session(id), column: "endedAt", from: .null, to: .asOf),
                    ])
            ],
            evidence: [
                .row(
                    .session(id),
                    [
                        ColumnValue("clientId", .integer(5)), ColumnValue("status", .text("ACTIVE")),
                        ColumnValue("endedAt", .null), ColumnValue("deleted_at", .isDeleted(false)),
                        ColumnValue("expiresAt", .null), ColumnValue("timeoutSeconds", .null),
                        ColumnValue("lastActivityAt", .null), ColumnValue("updatedAt", .timestamp(activity)),
                    ]), .members(table: .cartItems, column: "sessionId", value: id.rawValue, ids: []),
                .members(
                    table: .orders, column: "liveSessionId", value: id.rawValue,
                    note: .init(column: "notes", words: "\(RoomCodeNote.words)room-\(id)"), ids: []),
            ])
    }
}
