-- A range without a maximum was priced as if that were 0: (48 + 0) ÷ 2 at 40 % is 40.00.
UPDATE batches SET "cogsMode" = 'RANGE', "unitCogs" = NULL, "unitCogsMin" = 48 WHERE id = 1;
UPDATE "sessionCartItems" SET "unitPrice" = 40 WHERE id = 1;
