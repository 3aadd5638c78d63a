-- tieout: the way back from the repairs of line.price, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f line.price.sql    Take back: psql -v apply=1 -f line.price.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../line.price.sql \unset tieout_undo
