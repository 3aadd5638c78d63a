-- Cancelled after it was invoiced, and the invoice was not taken back.
UPDATE orders SET "saleStatus" = 'CANCELLED', invoice_id = 1;
UPDATE batches SET "reservedQty" = 0 WHERE id = 1;
INSERT INTO invoices (id, "customerId", "amountDue", status, "totalAmount", "amountPaid", "referenceType", "referenceId") VALUES (1, 1, 320, 'SENT', 320, 0, 'ORDER', 1);
