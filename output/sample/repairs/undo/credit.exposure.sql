-- tieout: the way back from the repairs of credit.exposure, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f credit.exposure.sql    Take back: psql -v apply=1 -f credit.exposure.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../credit.exposure.sql \unset tieout_undo
