import Foundation
import TestSupport

/// A shop in which every text that somebody could type is one that nobody should have.
struct HostileShop {
    static let texts = [
        "<script>alert(1)</script>", "</td></tr></table><b>", "]]> <!-- --> &lt; &amp; &", "\" onmouseover=\"alert(1)",
        "=cmd|'/C calc'!A0", "@SUM(A1:A9)", "+1+1", "-2+3", "\tTab", "\rReturn", "two\nlines", "two\r\nlines", "a,b;c",
        "'quoted' \"twice\"", "'; DROP TABLE orders; --", "$$; DROP TABLE orders; $$", "back\\slash \\n \\", "\\.",
        "\\N",
        "\\gexec", ":'apply' :apply %s {{title}} {{{rows}}}", "😀 👩‍👩‍👧", "\u{202E}gnol", "שלום عالم",
        "e\u{301}<\u{301}b>", "bell\u{7}", "\u{85}\u{2028}\u{FFFE}", "",
    ]
    let shop: Shop

    /// For each text a client, a product, a batch, and three sessions: one whose status update was lost, with a wrong
    /// order; one with a wrong cart; and one whose very status is the text.
    init() throws {
        shop = try Shop("hostile")
        for (index, text) in Self.texts.enumerated() { try shop.database.run(sql: Self.rows(100 + index, text)) }
    }

    static func room(_ number: Int, _ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(50))) + "\(number)"
    }

    private static func rows(_ number: Int, _ text: String) -> String {
        let words = literal(text)
        let (lost, wrong, odd) = (number, number + 200, number + 400)
        return """
            INSERT INTO clients (id, name) VALUES (\(number), \(words));
            INSERT INTO client_credit_limits VALUES (\(number), 1, 99);
            INSERT INTO products (id, "nameCanonical", category) VALUES (\(number), \(words), \(words));
            INSERT INTO pricing_defaults VALUES (\(literal(text + "\(number)")), 10);
            INSERT INTO batches (id, "productId", code, "onHandQty", "sampleQty", "reservedQty", "quarantineQty", "holdQty",
                "unitCogs", "cogsMode", "batchStatus")
            VALUES (\(number), \(number), \(words), 1, 0, 5, 0, 0, 10.00, \(words), \(words));
            INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", title, "startedAt",
                "createdAt", "updatedAt")
            VALUES (\(lost), 1, \(number), 'ACTIVE', \(literal(room(lost, text))), \(words), '2026-11-22 00:00Z',
                '2026-11-21 23:00Z', '2026-11-22 01:00Z'),
                (\(wrong), 1, \(number), 'PAUSED', \(literal(room(wrong, text))), \(words), '2026-11-22 01:30Z',
                '2026-11-22 01:30Z', '2026-11-22 01:30Z'),
                (\(odd), 1, \(number), \(words), \(literal(room(odd, text))), \(words), NULL, '2026-11-22 01:30Z',
                '2026-11-22 01:30Z');
            INSERT INTO "sessionPriceOverrides" VALUES
                (\(number), \(wrong), \(number), 9.00, '2026-11-22 01:30Z', '2026-11-22 01:30Z'),
                (\(wrong), \(wrong), \(number), 8.00, '2026-11-22 01:40Z', '2026-11-22 01:40Z');
            INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice", "addedByRole",
                "isSample", "itemStatus", "negotiationStatus", "createdAt", "updatedAt")
            VALUES (\(lost), \(lost), \(number), 1, 2, 12.50, \(words), false, 'TO_PURCHASE', \(words),
                '2026-11-22 00:30Z', '2026-11-22 00:30Z'),
                (\(wrong), \(wrong), \(number), \(number), 3, 12.50, \(words), false, \(words), \(words),
                '2026-11-22 01:45Z', '2026-11-22 01:45Z');
            INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, total, "saleStatus",
                "fulfillmentStatus", "liveSessionId", notes, origin, created_at)
            VALUES (\(lost), \(number), \(words), 'SALE', false, 20, 30, 'PENDING', 'CONFIRMED', \(lost),
                \(literal(text + "Live Shopping Session #" + text)), \(words), '2026-11-22 01:00Z'),
                (\(odd), \(number), \(words), 'SALE', false, 1, 1, \(words), \(words), NULL,
                \(literal(text + "Live Shopping Session #nobody")), \(words), '2026-11-22 01:00Z');
            INSERT INTO order_line_items VALUES (\(lost), \(lost), \(number), 2, 11.50, 24.00, false);
            INSERT INTO invoices VALUES (\(number), \(number), 5.00, \(words), NULL);
            """
    }

    private static func literal(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "'", with: "''") + "'"
    }
}
