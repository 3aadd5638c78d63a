-- Accepted at 70; the item was added once more, which computes the price anew and forgets the agreement.
UPDATE "sessionCartItems" SET quantity = 4, "unitPrice" = 80, "negotiationStatus" = 'ACCEPTED', "updatedAt" = '2026-11-22T01:58Z',
    "negotiationData" = '{"status": "ACCEPTED", "originalPrice": 80, "proposedPrice": 70, "finalPrice": 70}' WHERE id = 1;
