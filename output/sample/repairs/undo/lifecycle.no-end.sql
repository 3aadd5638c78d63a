-- tieout: the way back from the repairs of lifecycle.no-end, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f lifecycle.no-end.sql    Take back: psql -v apply=1 -f lifecycle.no-end.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../lifecycle.no-end.sql \unset tieout_undo
