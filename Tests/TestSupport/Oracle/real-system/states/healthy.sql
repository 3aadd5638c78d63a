-- The shop as it is.
SELECT 1;
