-- The batch is in the cart twice, and one of the two is only of interest. Nothing is wrong.
INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice", "addedByRole", "isSample", "itemStatus", "createdAt", "updatedAt")
    VALUES (3, 2, 1, 1, 5, 80, 'CLIENT', false, 'INTERESTED', '2026-11-21T22:00Z', '2026-11-21T22:00Z');
