-- Paid, it says, and all of it is still due.
INSERT INTO invoices (id, "customerId", "amountDue", status, "totalAmount", "amountPaid", "referenceType", "referenceId") VALUES (1, 1, 410, 'PAID', 410, 0, 'MANUAL', 5);
