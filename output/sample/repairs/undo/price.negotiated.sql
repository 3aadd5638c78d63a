-- tieout: the way back from the repairs of price.negotiated, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f price.negotiated.sql    Take back: psql -v apply=1 -f price.negotiated.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../price.negotiated.sql \unset tieout_undo
