-- tieout: the way back from the repairs of line.quantity, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f line.quantity.sql    Take back: psql -v apply=1 -f line.quantity.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../line.quantity.sql \unset tieout_undo
