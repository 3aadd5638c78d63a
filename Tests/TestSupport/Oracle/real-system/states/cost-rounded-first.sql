-- 8.1260 is 8.13 before the margin: 13.55, and not the 13.54 of the unrounded cost.
UPDATE batches SET "unitCogs" = 8.126 WHERE id = 1;
UPDATE "sessionCartItems" SET "unitPrice" = 13.55;
UPDATE order_line_items SET unit_price = 13.55, line_total = 54.20;
UPDATE orders SET subtotal = 54.20, total = 54.20;
UPDATE client_credit_limits SET current_exposure = 54.20;
