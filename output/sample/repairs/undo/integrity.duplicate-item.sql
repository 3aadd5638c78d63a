-- tieout: the way back from the repairs of integrity.duplicate-item, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f integrity.duplicate-item.sql    Take back: psql -v apply=1 -f integrity.duplicate-item.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../integrity.duplicate-item.sql \unset tieout_undo
