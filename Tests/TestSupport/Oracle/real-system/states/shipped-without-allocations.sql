-- Shipped weeks ago: an order without allocations keeps its reservation and its stock, and is never invoiced.
UPDATE orders SET "fulfillmentStatus" = 'SHIPPED', created_at = '2026-11-01T23:00Z', notes = notes || E'\n[Shipped]' WHERE id = 1;
