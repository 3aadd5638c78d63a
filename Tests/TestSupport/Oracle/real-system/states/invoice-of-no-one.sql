-- The order's invoice does not exist, so nobody owes the money.
UPDATE orders SET "fulfillmentStatus" = 'SHIPPED', invoice_id = 58;
UPDATE batches SET "reservedQty" = 0, "onHandQty" = 56 WHERE id = 1;
UPDATE client_credit_limits SET current_exposure = 0;
