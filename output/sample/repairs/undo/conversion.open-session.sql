-- tieout: the way back from the repairs of conversion.open-session, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f conversion.open-session.sql    Take back: psql -v apply=1 -f conversion.open-session.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../conversion.open-session.sql \unset tieout_undo
