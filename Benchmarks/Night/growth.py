#!/usr/bin/env python3
"""Measures how a night grows: runs over a quarter of the sessions, over all, and over the quarter with twice the cart items.

    Benchmarks/Night/growth.py [--sessions N] [--rounds N] [--folder DIR] [--tieout PROGRAM]

The shops are made once, each in a PostgreSQL of its own in DIR, and used again; the quarter has a quarter of the faults as
well. In a copy of it healthy sessions that have ended get every item a second time: of another batch, which the client did
not want to buy, and older than the prices that are looked at, so that there is more to read and next to nothing to find. All
three run once a round, one after the other. Printed are medians.
"""

import contextlib
import csv
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from night import arguments, cases, measure, table, wait_for_quiet  # noqa: E402
from shop import Server, make  # noqa: E402

# Simulated faults have the sessions with the highest ids, and stay as they are.
DOUBLE = """
    INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice", "isSample", "itemStatus",
                                    "createdAt", "updatedAt")
        SELECT i.id + (SELECT max(id) FROM "sessionCartItems"), i."sessionId", b.id, b."productId", i.quantity, i."unitPrice",
            i."isSample", 'INTERESTED', i."createdAt" - interval '35 days', i."createdAt" - interval '35 days'
        FROM "sessionCartItems" i JOIN "liveShoppingSessions" s ON s.id = i."sessionId"
        JOIN batches b ON b.id = (i."batchId" + 5000) % (SELECT max(id) FROM batches)
        WHERE i.deleted_at IS NULL AND s.status IN ('ENDED', 'CONVERTED', 'CANCELLED') AND s.id <= :sessions;
    VACUUM;
"""


def main():
    parser = arguments(__doc__)
    parser.set_defaults(faults=36, rounds=3, folder=".build/growth")
    options = parser.parse_args()
    quarter = Server(pathlib.Path(options.folder) / "quarter", 54378)
    whole = Server(pathlib.Path(options.folder) / "whole", 54379)
    with contextlib.ExitStack() as stack:
        for server, part in [(quarter, 4), (whole, 1)]:
            server.start()
            stack.callback(server.stop)
            make(server, options.tieout, options.sessions // part, options.faults // part, options.seed)
        quarter.psql("-c", "DROP DATABASE IF EXISTS doubled", "-c", "CREATE DATABASE doubled TEMPLATE shop", database="postgres")
        quarter.psql("-v", f"sessions={options.sessions // 4}", "-f", "-", input=DOUBLE, database="doubled")
        runs = {"run of a quarter": (quarter, "shop"), "run of the whole": (whole, "shop"),
                "run of twice the items": (quarter, "doubled")}
        results = {name: [] for name in runs}
        for number in range(options.rounds):
            for name, (server, database) in runs.items():
                command = [part.replace("dbname=shop", f"dbname={database}").replace("/out-2", f"/out-{database}")
                           for part in cases(server, options.tieout)["run --jobs 2"]]
                wait_for_quiet(options.patience)
                results[name].append(measure(server, name, command))
                print(f"round {number + 1}: {name}: {results[name][-1]['wall']:.1f} s", file=sys.stderr)
        table(results)
        print_memory(runs, results)
        quarter.psql("-c", "DROP DATABASE doubled", database="postgres")


def print_memory(runs, results):
    print("\n| case | sessions | cart items | findings | peak MiB | ÷ the quarter's | KiB a session |\n|---|---|---|---|---|---|---|")
    shops = []
    for name, (server, database) in runs.items():
        [counts] = server.ask('SELECT count(*), (SELECT count(*) FROM "sessionCartItems") FROM "liveShoppingSessions"', database)
        sessions, items = map(int, counts)
        with open(server.folder / f"out-{database}/latest/findings.csv", newline="") as file:
            findings = sum(1 for _ in csv.DictReader(file))
        peaks = sorted(round["memory"] for round in results[name])
        peak = statistics.median(peaks)
        shops.append((sessions, peak))
        print(f"| {name} | {sessions:,} | {items:,} | {findings:,} | {peak:.0f} ({peaks[0]:.0f}–{peaks[-1]:.0f}) | "
              f"{peak / shops[0][1]:.2f} | {peak * 1024 / sessions:.2f} |")
    (fewer, less), (sessions, peak) = shops[:2]
    print(f"\nA session more takes {(peak - less) * 1024 / (sessions - fewer):.2f} KiB.")


if __name__ == "__main__":
    main()
