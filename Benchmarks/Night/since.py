#!/usr/bin/env python3
"""Measures a run since the last one beside a whole run, after the newest hundredth of the sessions has changed.

    Benchmarks/Night/since.py [--rounds N] [--folder DIR] [--tieout PROGRAM]

The shop is that of night.py, of which it takes a copy; each round writes the newest sessions, their items, orders and lines
anew, and runs both, one after the other.
"""

import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from night import arguments, cases, measure, table, wait_for_quiet  # noqa: E402
from shop import Server, make  # noqa: E402

CHANGE = """
    CREATE TEMP TABLE newest AS SELECT id FROM "liveShoppingSessions" ORDER BY ctid DESC
        LIMIT (SELECT count(*) / 100 FROM "liveShoppingSessions");
    CREATE TEMP TABLE theirs AS SELECT id FROM orders WHERE "liveSessionId" IN (SELECT id FROM newest);
    UPDATE "liveShoppingSessions" SET status = status WHERE id IN (SELECT id FROM newest);
    UPDATE "sessionCartItems" SET quantity = quantity WHERE "sessionId" IN (SELECT id FROM newest);
    UPDATE orders SET total = total WHERE id IN (SELECT id FROM theirs);
    UPDATE order_line_items SET quantity = quantity WHERE order_id IN (SELECT id FROM theirs);
"""


def main():
    options = arguments(__doc__).parse_args()
    server = Server(options.folder)
    server.start()
    try:
        make(server, options.tieout, options.sessions, options.faults, options.seed)
        server.psql("-c", "DROP DATABASE IF EXISTS since", "-c", "CREATE DATABASE since TEMPLATE shop", database="postgres")
        server.psql("-c", "VACUUM", database="since")
        whole = [part.replace("dbname=shop", "dbname=since") for part in cases(server, options.tieout)["run --jobs 2"]]
        output = server.folder / "out-since"
        shutil.rmtree(output, ignore_errors=True)
        since = [str(output) if part.endswith("out-2") else part for part in whole] + ["--since", "last"]
        measure(server, "the first", since)
        results = {"run --jobs 2": [], "run --since last": []}
        for _ in range(options.rounds):
            server.psql("-c", CHANGE, database="since")
            for name, command in [("run --jobs 2", whole), ("run --since last", since)]:
                wait_for_quiet(options.patience)
                results[name].append(measure(server, name, command))
        server.psql("-c", "DROP DATABASE since", database="postgres")
    finally:
        server.stop()
    table(results)


if __name__ == "__main__":
    main()
