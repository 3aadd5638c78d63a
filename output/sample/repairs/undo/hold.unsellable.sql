-- tieout: the way back from the repairs of hold.unsellable, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f hold.unsellable.sql    Take back: psql -v apply=1 -f hold.unsellable.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../hold.unsellable.sql \unset tieout_undo
