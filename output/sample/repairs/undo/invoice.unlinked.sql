-- tieout: the way back from the repairs of invoice.unlinked, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f invoice.unlinked.sql    Take back: psql -v apply=1 -f invoice.unlinked.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../invoice.unlinked.sql \unset tieout_undo
