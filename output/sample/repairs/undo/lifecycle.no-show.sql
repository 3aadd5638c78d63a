-- tieout: the way back from the repairs of lifecycle.no-show, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f lifecycle.no-show.sql    Take back: psql -v apply=1 -f lifecycle.no-show.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../lifecycle.no-show.sql \unset tieout_undo
