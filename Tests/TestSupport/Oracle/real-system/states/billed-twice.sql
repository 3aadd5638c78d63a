-- Shipping failed after the invoice was made, and was tried again.
INSERT INTO invoices (id, "customerId", "amountDue", status, "totalAmount", "amountPaid", "referenceType", "referenceId") VALUES
    (1, 1, 320, 'SENT', 320, 0, 'ORDER', 1), (2, 1, 320, 'SENT', 320, 0, 'ORDER', 1);
UPDATE orders SET "fulfillmentStatus" = 'SHIPPED', invoice_id = 2 WHERE id = 1;
UPDATE batches SET "reservedQty" = 0, "onHandQty" = 56 WHERE id = 1;
