-- The cart holds four places of a quantity, the line two; the amount was made from all four.
UPDATE "sessionCartItems" SET quantity = 2.3456 WHERE id = 2;
UPDATE order_line_items SET quantity = 2.35, line_total = 187.65;
UPDATE orders SET subtotal = 187.65, total = 187.65, items = '[{"batchId": 1, "quantity": 2.3456, "unitPrice": 80, "lineTotal": 187.65}]';
UPDATE batches SET "reservedQty" = 2.3456 WHERE id = 1;
UPDATE client_credit_limits SET current_exposure = 187.65;
