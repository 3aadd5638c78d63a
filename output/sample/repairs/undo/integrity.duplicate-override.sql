-- tieout: the way back from the repairs of integrity.duplicate-override
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- Dry run:    psql -f integrity.duplicate-override.sql
-- Take back:  psql -v apply=1 -f integrity.duplicate-override.sql
\set tieout_undo true \ir ../integrity.duplicate-override.sql \unset tieout_undo
