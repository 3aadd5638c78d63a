-- tieout: the way back from the repairs of line.sample-billed, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f line.sample-billed.sql    Take back: psql -v apply=1 -f line.sample-billed.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../line.sample-billed.sql \unset tieout_undo
