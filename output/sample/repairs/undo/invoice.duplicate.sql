-- tieout: the way back from the repairs of invoice.duplicate, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f invoice.duplicate.sql    Take back: psql -v apply=1 -f invoice.duplicate.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../invoice.duplicate.sql \unset tieout_undo
