-- 72 for 80 in the line and in the copy from which the invoice will be made.
UPDATE order_line_items SET unit_price = 72, line_total = 288;
UPDATE orders SET subtotal = 288, total = 288, items = '[{"batchId": 1, "quantity": 4, "unitPrice": 72, "lineTotal": 288}]';
UPDATE client_credit_limits SET current_exposure = 288;
