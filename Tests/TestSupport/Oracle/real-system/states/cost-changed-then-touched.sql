-- The cost went to 54 after both items were priced; item 1 was touched since, which hides it.
UPDATE batches SET "unitCogs" = 54, "updatedAt" = '2026-11-22T01:50Z' WHERE id = 1;
UPDATE "sessionCartItems" SET "updatedAt" = '2026-11-22T01:59Z' WHERE id = 1;
