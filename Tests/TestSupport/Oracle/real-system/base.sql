-- A small shop in which nothing is wrong, on an empty reference schema, as of 2026-11-22T02:00:00Z. Each file of states/ is
-- what one service of the live system leaves behind in it; expected.csv says what is found there, worked out by hand.
-- Cost 48.00 at 40 % is 80.00. Session 1 goes on, with 3 in the cart; session 2 became order 1 three hours ago: 4 × 80.00.
SET timezone = 'UTC';
INSERT INTO users (id, name, role) VALUES (1, 'Ines', 'HOST');
INSERT INTO clients (id, name) VALUES (1, 'Corner shop');
INSERT INTO client_credit_limits (client_id, credit_limit, current_exposure) VALUES (1, 50000, 320);
INSERT INTO products (id, "nameCanonical", category) VALUES (1, 'Basil', 'HERB');
INSERT INTO pricing_defaults (product_category, default_margin_percent, updated_at) VALUES ('HERB', 40, '2026-08-20T00:00Z');
INSERT INTO range_pricing_channel_settings (channel, default_basis) VALUES ('LIVE_SHOPPING', 'MID');
INSERT INTO batches (id, "productId", code, "onHandQty", "sampleQty", "reservedQty", "quarantineQty", "holdQty", "unitCogs", "cogsMode", "batchStatus", "updatedAt") VALUES
    (1, 1, 'BA-1', 60, 0, 4, 0, 0, 48, 'FIXED', 'LIVE', '2026-08-20T00:00Z'),
    (2, 1, 'BA-2', 60, 0, 0, 0, 0, 48, 'FIXED', 'LIVE', '2026-08-20T00:00Z');
INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", "startedAt", "endedAt", "timeoutSeconds", "lastActivityAt", "createdAt", "updatedAt") VALUES
    (1, 1, 1, 'ACTIVE', 'going-on-1', '2026-11-22T01:30Z', NULL, 7200, '2026-11-22T01:58Z', '2026-11-22T01:30Z', '2026-11-22T01:58Z'),
    (2, 1, 1, 'CONVERTED', 'sold-2', '2026-11-21T22:00Z', '2026-11-21T23:00Z', NULL, NULL, '2026-11-21T22:00Z', '2026-11-21T23:00Z');
INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice", "addedByRole", "isSample", "itemStatus", "createdAt", "updatedAt") VALUES
    (1, 1, 1, 1, 3, 80, 'HOST', false, 'TO_PURCHASE', '2026-11-22T01:40Z', '2026-11-22T01:40Z'),
    (2, 2, 1, 1, 4, 80, 'HOST', false, 'TO_PURCHASE', '2026-11-21T22:00Z', '2026-11-21T22:00Z');
INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, total, tax, discount, shipping, cash_payment, "saleStatus", "fulfillmentStatus", notes, created_at, items) VALUES
    (1, 1, 'S-1', 'SALE', false, 320, 320, 0, 0, 0, 0, 'PENDING', 'READY_FOR_PACKING', 'Live Shopping Session #sold-2', '2026-11-21T23:00Z',
     '[{"batchId": 1, "quantity": 4, "unitPrice": 80, "lineTotal": 320}]');
INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample) VALUES (1, 1, 1, 4, 80, 320, false);
