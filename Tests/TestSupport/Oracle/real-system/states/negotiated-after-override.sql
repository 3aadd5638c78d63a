-- The host set 75, and then accepted the client's 70: 70 is the promise.
INSERT INTO "sessionPriceOverrides" (id, "sessionId", "productId", "overridePrice", "createdAt", "updatedAt") VALUES (1, 1, 1, 75, '2026-11-22T01:45Z', '2026-11-22T01:45Z');
UPDATE "sessionCartItems" SET "unitPrice" = 70, "negotiationStatus" = 'ACCEPTED', "updatedAt" = '2026-11-22T01:55Z',
    "negotiationData" = '{"status": "ACCEPTED", "originalPrice": 75, "proposedPrice": 70, "finalPrice": 70}' WHERE id = 1;
