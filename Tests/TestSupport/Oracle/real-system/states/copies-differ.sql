-- The copy of the lines says 72, the lines say 80: the copy is not read.
UPDATE orders SET items = '[{"batchId": 1, "quantity": 4, "unitPrice": 72, "lineTotal": 288}]' WHERE id = 1;
