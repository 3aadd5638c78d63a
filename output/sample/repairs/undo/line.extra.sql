-- tieout: the way back from the repairs of line.extra
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
--
-- Puts back what line.extra.sql has changed, every cell as it was, from tieout_repair_log. A cell that has moved on
-- since is left: the repair that it belongs to is skipped and listed. What was added is taken off again.
--
-- Dry run:    psql -f line.extra.sql
-- Take back:  psql -v apply=1 -f line.extra.sql
--
-- It takes the rights of ../line.extra.sql; tieout.sql has SHA-256 28500f790406ab36f4a128134ea1f8f964f0b2d2ac917175c575a3e51b9f285f.
\set tieout_begins true
\ir ../tieout.sql

-- The run, and what the site calls its tables.
COPY pg_temp.tieout_fact FROM stdin (DELIMITER '|');
name       | value
run        | 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
rule       | line.extra
direction  | undo
log schema | public
time zone  | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched | counted | changed
orders           | public | orders           | id  | null    | version | yes
order_line_items | public | order_line_items | id  | null    | null    | yes
\.

-- The findings that the repairs are logged under.
COPY pg_temp.tieout_change (no, finding, pick, money) FROM stdin (DELIMITER '|');
no | finding           | pick | money
1  | fab82ff5b8edeb971 |      | 15.02
\.

\set tieout_begins false
\ir ../tieout.sql
