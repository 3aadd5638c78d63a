-- A database that still says PENDING for READY_FOR_PACKING. Nothing is wrong.
UPDATE orders SET "fulfillmentStatus" = 'PENDING';
