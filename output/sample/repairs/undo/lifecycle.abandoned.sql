-- tieout: the way back from the repairs of lifecycle.abandoned, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f lifecycle.abandoned.sql    Take back: psql -v apply=1 -f lifecycle.abandoned.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../lifecycle.abandoned.sql \unset tieout_undo
