import Foundation
import TestSupport
import Testing

/// The live-shopping system's tables as it has them in MySQL, with two faults: the status update after an order was
/// lost, and of the second batch five are reserved for nothing.
struct MySQLShop {
    static let asOf = "2026-11-22T02:00:00Z"
    let server: PrivateMariaDB
    let name: String

    init(_ hint: String) throws {
        server = try PrivateMariaDB.shared()
        name = "shop_\(hint)"
        try server.run(
            sql: """
                DROP DATABASE IF EXISTS \(name); CREATE DATABASE \(name) CHARACTER SET utf8mb4;
                CREATE OR REPLACE USER reader@'%' IDENTIFIED BY 'secret'; GRANT SELECT ON *.* TO reader@'%';
                """)
        try server.run(sql: "SET time_zone = '+00:00'; " + Self.tables + Self.rows, database: name)
    }

    /// A block of the page, marked by its first line, with everything filled in.
    func block(_ mark: String, _ more: [String: String] = [:]) throws -> String {
        let page = try String(
            contentsOf: Tieout.packageRoot.appendingPathComponent("docs/from-mysql.md"), encoding: .utf8)
        let blocks = page.components(separatedBy: "```").map { $0.drop { $0 != "\n" }.dropFirst() }
        let block = try #require(blocks.first { $0.hasPrefix(mark + "\n") }, "docs/from-mysql.md has no '\(mark)'")
        let values = [
            "HOST": "127.0.0.1", "PORT": String(server.port), "READER": "reader", "PASSWORD": "secret", "SHOP": name,
        ].merging(more) { $1 }
        // Whole words: PORT is in IMPORT.
        return try values.reduce(block.dropFirst(mark.count + 1).description) { text, value in
            text.replacing(try Regex("\\b\(value.key)\\b").wordBoundaryKind(.simple), with: value.value)
        }
    }

    static let planted = ["conversion.open-session session=1 200.00", "hold.reserved batch=2 325.00"]
}

private extension MySQLShop {
    static let tables = """
        CREATE TABLE users (id int PRIMARY KEY AUTO_INCREMENT, name text, role enum('user','admin') NOT NULL DEFAULT 'user');
        CREATE TABLE clients (id int PRIMARY KEY AUTO_INCREMENT, name varchar(255) NOT NULL, pricing_profile_id int,
            custom_pricing_rules json, deleted_at timestamp NULL);
        CREATE TABLE client_credit_limits (id int PRIMARY KEY AUTO_INCREMENT, client_id int NOT NULL UNIQUE,
            credit_limit decimal(15,2) NOT NULL, current_exposure decimal(15,2) NOT NULL);
        CREATE TABLE products (id int PRIMARY KEY AUTO_INCREMENT, nameCanonical varchar(500) NOT NULL,
            category varchar(100) NOT NULL);
        CREATE TABLE batches (id int PRIMARY KEY AUTO_INCREMENT, code varchar(50) NOT NULL, productId int NOT NULL,
            batchStatus enum('AWAITING_INTAKE','LIVE','ON_HOLD','QUARANTINED','SOLD_OUT','CLOSED') NOT NULL,
            cogsMode enum('FIXED','RANGE') NOT NULL, unitCogs decimal(15,4), unitCogsMin decimal(15,4),
            unitCogsMax decimal(15,4), onHandQty decimal(15,4) NOT NULL, reservedQty decimal(15,4) NOT NULL,
            quarantineQty decimal(15,4) NOT NULL DEFAULT 0, holdQty decimal(15,4) NOT NULL DEFAULT 0,
            sampleQty decimal(15,4) NOT NULL DEFAULT 0, updatedAt timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
            deleted_at timestamp NULL);
        CREATE TABLE pricing_defaults (id int PRIMARY KEY AUTO_INCREMENT, product_category varchar(100) NOT NULL UNIQUE,
            default_margin_percent decimal(5,2) NOT NULL, updated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
        CREATE TABLE liveShoppingSessions (id int PRIMARY KEY AUTO_INCREMENT, hostUserId int NOT NULL,
            clientId int NOT NULL,
            status enum('SCHEDULED','ACTIVE','PAUSED','ENDED','CONVERTED','CANCELLED') NOT NULL,
            roomCode varchar(64) NOT NULL UNIQUE, scheduledAt timestamp NULL, startedAt timestamp NULL,
            endedAt timestamp NULL, title varchar(255), timeoutSeconds int DEFAULT 7200, expiresAt timestamp NULL,
            lastActivityAt timestamp NULL, createdAt timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
            updatedAt timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, deleted_at timestamp NULL);
        CREATE TABLE sessionCartItems (id int PRIMARY KEY AUTO_INCREMENT, sessionId int NOT NULL, batchId int NOT NULL,
            productId int NOT NULL, quantity decimal(15,4) NOT NULL, unitPrice decimal(15,2) NOT NULL,
            addedByRole enum('HOST','CLIENT') NOT NULL, isSample boolean NOT NULL DEFAULT false,
            itemStatus enum('SAMPLE_REQUEST','INTERESTED','TO_PURCHASE') DEFAULT 'INTERESTED',
            negotiationStatus enum('PENDING','COUNTER_OFFERED','ACCEPTED','REJECTED'),
            createdAt timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
            updatedAt timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, deleted_at timestamp NULL);
        CREATE TABLE sessionPriceOverrides (id int PRIMARY KEY AUTO_INCREMENT, sessionId int NOT NULL,
            productId int NOT NULL, overridePrice decimal(15,2) NOT NULL,
            createdAt timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
            updatedAt timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
        CREATE TABLE orders (id int PRIMARY KEY AUTO_INCREMENT, order_number varchar(50) NOT NULL,
            orderType enum('QUOTE','SALE') NOT NULL, is_draft boolean NOT NULL DEFAULT true, client_id int NOT NULL,
            subtotal decimal(15,2) NOT NULL, tax decimal(15,2) DEFAULT 0, discount decimal(15,2) DEFAULT 0,
            shipping decimal(15,2) DEFAULT 0, total decimal(15,2) NOT NULL, cash_payment decimal(15,2) DEFAULT 0,
            saleStatus enum('PENDING','PARTIAL','PAID','OVERDUE','CANCELLED'),
            fulfillmentStatus enum('DRAFT','CONFIRMED','READY_FOR_PACKING','PACKED','SHIPPED','DELIVERED','RETURNED',
                'RESTOCKED','RETURNED_TO_VENDOR','CANCELLED') DEFAULT 'READY_FOR_PACKING', invoice_id int, notes text,
            created_at timestamp NULL DEFAULT CURRENT_TIMESTAMP, deleted_at timestamp NULL);
        CREATE TABLE order_line_items (id int PRIMARY KEY AUTO_INCREMENT, order_id int NOT NULL, batch_id int NOT NULL,
            quantity decimal(10,2) NOT NULL, unit_price decimal(10,2) NOT NULL, line_total decimal(10,2) NOT NULL,
            is_sample boolean NOT NULL DEFAULT false);
        CREATE TABLE invoices (id int PRIMARY KEY AUTO_INCREMENT, customerId int NOT NULL,
            amountDue decimal(12,2) NOT NULL,
            status enum('DRAFT','SENT','VIEWED','PARTIAL','PAID','OVERDUE','VOID') NOT NULL, deleted_at timestamp NULL);

        """

    static let rows = """
        INSERT INTO users VALUES (1, 'Hanna Høst, \\"the\\" host', 'admin');
        INSERT INTO clients (id, name, custom_pricing_rules) VALUES (1, 'Client', NULL), (2, 'Other', '{"a": [1, 2]}');
        INSERT INTO client_credit_limits VALUES (1, 1, 100000, 200);
        INSERT INTO products VALUES (1, 'Product', 'FLOWER');
        INSERT INTO pricing_defaults VALUES (1, 'FLOWER', 35, '2026-08-01 00:00:00');
        INSERT INTO batches (id, code, productId, batchStatus, cogsMode, unitCogs, onHandQty, reservedQty, updatedAt)
        VALUES (1, 'B1', 1, 'LIVE', 'FIXED', 65, 100, 2, '2026-08-01'), (2, 'B2', 1, 'LIVE', 'FIXED', 65, 100, 5, '2026-08-01');
        INSERT INTO liveShoppingSessions (id, hostUserId, clientId, status, roomCode, startedAt, createdAt, updatedAt)
        VALUES (1, 1, 1, 'ACTIVE', 'room-1', '2026-11-21 22:00:00', '2026-11-21 22:00:00', '2026-11-21 22:00:00');
        INSERT INTO sessionCartItems (sessionId, batchId, productId, quantity, unitPrice, addedByRole, itemStatus,
            createdAt, updatedAt)
        VALUES (1, 1, 1, 2, 100, 'HOST', 'TO_PURCHASE', '2026-11-21 22:00:00', '2026-11-21 22:00:00');
        INSERT INTO orders (id, order_number, orderType, is_draft, client_id, subtotal, total, saleStatus, notes, created_at)
        VALUES (1, 'O-1', 'SALE', 0, 1, 200, 200, 'PENDING', 'Live Shopping Session #room-1\\nby hand', '2026-11-21 23:00:00');
        INSERT INTO order_line_items (order_id, batch_id, quantity, unit_price, line_total) VALUES (1, 1, 2, 100, 200);
        """
}
