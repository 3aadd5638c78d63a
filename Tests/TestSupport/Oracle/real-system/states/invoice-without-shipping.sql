-- The invoice sums items and tax, and forgets the shipping of 15.
UPDATE orders SET shipping = 15, total = 335, "fulfillmentStatus" = 'SHIPPED', invoice_id = 1 WHERE id = 1;
UPDATE batches SET "reservedQty" = 0, "onHandQty" = 56 WHERE id = 1;
INSERT INTO invoices (id, "customerId", "amountDue", status, "totalAmount", "amountPaid", "referenceType", "referenceId") VALUES (1, 1, 320, 'SENT', 320, 0, 'ORDER', 1);
