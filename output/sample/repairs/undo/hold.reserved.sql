-- tieout: the way back from the repairs of hold.reserved, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f hold.reserved.sql    Take back: psql -v apply=1 -f hold.reserved.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../hold.reserved.sql \unset tieout_undo
