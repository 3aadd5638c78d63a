-- tieout: the way back from the repairs of line.extra, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f line.extra.sql    Take back: psql -v apply=1 -f line.extra.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../line.extra.sql \unset tieout_undo
