import LiveShopping
import Snapshots
import TestSupport

/// Lends a database with the reference schema, a row or two in each table, and what a test changes about them.
func withReferenceDatabase(_ hint: String, changedBy sql: String = "", _ body: (Database) throws -> Void) throws {
    try PrivatePostgres.shared().withDatabase(hint) { database in
        try fill(database)
        if !sql.isEmpty { try database.run(sql: sql) }
        try body(database)
    }
}

/// The same database for all tests that only read it.
func referenceDatabase() throws -> Database { try shared.get() }

private let shared = Result {
    let database = try PrivatePostgres.shared().makeDatabase("reference")
    try fill(database)
    return database
}

private func fill(_ database: Database) throws {
    try database.run(sql: ReferenceSchema.ddl)
    try database.run(sql: fewRows)
}

private let fewRows = """
    INSERT INTO users VALUES (1, 'Ada', 'host');
    INSERT INTO clients VALUES (1, 'Client', NULL, '{"defaultMarginPercent": 12.5}', NULL), (2, 'Other', NULL, NULL, NULL);
    INSERT INTO client_credit_limits VALUES (1, 1000.50, 12.34);
    INSERT INTO products VALUES (1, 'Tea', 'DRINKS');
    INSERT INTO batches VALUES (1, 1, 'B-1', 1, 2, 3, 4, 5.1234, 6.5, 'FIXED', NULL, NULL, 'LIVE', NULL, NULL);
    INSERT INTO pricing_defaults VALUES ('DRINKS', 20.00, NULL);
    INSERT INTO range_pricing_channel_settings VALUES ('LIVE_SHOPPING', 'LOW');
    INSERT INTO "liveShoppingSessions" ("id", "hostUserId", "clientId", "status", "roomCode", "createdAt", "updatedAt")
        VALUES (1, 1, 1, 'ACTIVE', 'ROOM-1', '2026-01-02 03:04:05.678901Z', 'infinity');
    INSERT INTO "sessionCartItems" VALUES (1, 1, 1, 1, 2.5, 9.99, 'HOST', false, 'TO_PURCHASE', NULL, now(), now(), NULL),
        (2, 1, 1, 1, 0.0001, 1234567890123.45, 'HOST', true, NULL, 'a word of its own', now(), now(), now());
    INSERT INTO "sessionPriceOverrides" VALUES (1, 1, 1, 5.00, now(), now());
    INSERT INTO invoices VALUES (1, 1, 10.00, 'SENT', NULL);
    INSERT INTO orders VALUES (1, 1, 'O-1', 'SALE', false, 25, 25, NULL, 0, NULL, NULL, NULL, 'READY_FOR_PACKING', NULL,
        'Live Shopping Session #ROOM-1', 1, 'live_shopping', now(), NULL);
    INSERT INTO order_line_items VALUES (1, 1, 1, 2.50, 9.99, 24.98, false);
    """
