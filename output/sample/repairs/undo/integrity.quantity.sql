-- tieout: the way back from the repairs of integrity.quantity, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f integrity.quantity.sql    Take back: psql -v apply=1 -f integrity.quantity.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../integrity.quantity.sql \unset tieout_undo
