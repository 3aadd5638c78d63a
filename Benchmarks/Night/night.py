#!/usr/bin/env python3
"""Measures a whole night beside what reading its rows costs at least, and prints the table with the machine.

    Benchmarks/Night/night.py [--sessions N] [--rounds N] [--only NAME,...] [--folder DIR] [--tieout PROGRAM]

The shop is made once in DIR, and used again. Every case runs once a round, one after the other, so that a ratio compares
what ran under like conditions; a round waits, for a while, until others leave nine tenths of the machine. Printed are medians.
"""

import argparse
import importlib.util
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from shop import Server, make  # noqa: E402

HERE = pathlib.Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")
PROCESSORS = os.cpu_count()


def cases(server, tieout):
    floor = [sys.executable, str(HERE / "floor.py"), str(server.folder), str(server.port)]
    database = ["--database", server.conninfo]
    folder = server.folder

    def run(name, *source):
        return [tieout, "run", *source, "--as-of", "2026-11-22T02:00:00Z", "--output", str(folder / f"out-{name}"),
                "--fail-on", "never", "--max-repair-ratio", "100%", "--templates", str(HERE / "../../templates")]

    snapshot = folder / "snapshot"
    return {
        "need": floor + ["need"], "floor": floor + ["floor"], "need of all columns": floor + ["all"],
        "run --jobs 2": run("2", *database, "--jobs", "2"), "run --jobs 1": run("1", *database, "--jobs", "1"),
        "snapshot": [tieout, "snapshot", *database, str(snapshot)],
        "sha256 of the folder": ["sh", "-c", 'openssl dgst -sha256 "$0"/*.pgcopy', str(snapshot)],
        "run --snapshot": run("snapshot", "--snapshot", str(snapshot)),
        **peers(server),
    }


def peers(server):
    """What else could do the work: SQL on the same server, and DuckDB and Polars where this Python has them."""
    out = {name: server.folder / f"out-{name}" for name in ("sql", "duckdb", "polars")}
    for folder in out.values():
        folder.mkdir(exist_ok=True)
    found = {"the job in SQL": ["psql", server.conninfo, "-qX", "-v", f"out={out['sql']}", "-v", "win=35 days",
                                "-f", str(HERE / "peers/job.sql")]}
    if importlib.util.find_spec("duckdb"):
        found["heavy families in DuckDB"] = [sys.executable, str(HERE / "peers/families.py"), server.conninfo,
                                             str(out["duckdb"]), str(server.folder / "duckdb")]
    if all(map(importlib.util.find_spec, ("polars", "adbc_driver_postgresql", "pyarrow"))):
        found["heavy families in Polars"] = [sys.executable, str(HERE / "peers/frames.py"), server.conninfo, str(out["polars"])]
    return found


RATIOS = [("run --jobs 2", "floor"), ("run --jobs 1", "need"), ("run --snapshot", "sha256 of the folder"),
          ("snapshot", "need of all columns"), ("the job in SQL", "run --jobs 2"),
          ("heavy families in DuckDB", "run --jobs 2"), ("heavy families in Polars", "run --jobs 2"),
          ("run --since last", "run --jobs 2"), ("run of the whole", "run of a quarter"),
          ("run of twice the items", "run of a quarter")]


def busy():
    fields = list(map(int, open("/proc/stat").readline().split()[1:]))
    return (sum(fields[:3]) + fields[5] + fields[6] + fields[7]) / TICKS


def wait_for_quiet(seconds):
    """Until nobody else takes a tenth of the machine, or for so long."""
    end = time.time() + seconds
    while time.time() < end:
        before = busy()
        time.sleep(2)
        if (busy() - before) / (2 * PROCESSORS) < 0.1:
            return


class Servers:
    """What the server's processes take while a case runs: their time, when they end, and their own memory."""

    def __init__(self, postmaster):
        self.postmaster, self.peak, self.ended = postmaster, 0.0, threading.Event()
        self.before = self.reaped()
        self.watcher = threading.Thread(target=self.watch)
        self.watcher.start()

    def reaped(self):
        fields = open(f"/proc/{self.postmaster}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[13]) + int(fields[14])) / TICKS

    def watch(self):
        while not self.ended.wait(0.3):
            own = 0
            for child in open(f"/proc/{self.postmaster}/task/{self.postmaster}/children").read().split():
                try:
                    found = re.search(r"RssAnon:\s+(\d+)", open(f"/proc/{child}/status").read())
                    own += int(found.group(1)) if found else 0
                except OSError:
                    pass
            self.peak = max(self.peak, own / 1024)

    def end(self):
        self.ended.set()
        self.watcher.join()
        time.sleep(0.3)
        return self.reaped() - self.before


def measure(server, name, command):
    if name == "snapshot":
        shutil.rmtree(server.folder / "snapshot", ignore_errors=True)
    servers, began = Servers(server.postmaster), time.time()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.time() - began
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{name} failed: {errors.decode()[-1500:]}")
    return {"wall": wall, "client": usage.ru_utime + usage.ru_stime, "server": servers.end(),
            "memory": usage.ru_maxrss / 1024, "server memory": servers.peak}


def table(results):
    def median(name, figure):
        return statistics.median(round[figure] for round in results[name])

    print("| case | wall s: median (least–most) | processor s: client + server | peak MiB: client, server |\n|---|---|---|---|")
    for name, rounds in results.items():
        walls = sorted(round["wall"] for round in rounds)
        print(f"| {name} | {median(name, 'wall'):.1f} ({walls[0]:.1f}–{walls[-1]:.1f}) | {median(name, 'client'):.1f} + "
              f"{median(name, 'server'):.1f} | {median(name, 'memory'):.0f}, {median(name, 'server memory'):.0f} |")
    print("\n| ratio | median of the rounds | processor's time |\n|---|---|---|")
    for one, other in RATIOS:
        if one in results and other in results:
            pairs = list(zip(results[one], results[other]))
            walls = [a["wall"] / b["wall"] for a, b in pairs]
            work = [(a["client"] + a["server"]) / (b["client"] + b["server"]) for a, b in pairs]
            print(f"| {one} ÷ {other} | {statistics.median(walls):.2f} | {statistics.median(work):.2f} |")


def program(path):
    if not os.access(path, os.X_OK):
        raise argparse.ArgumentTypeError(f"{path} is no program; ./Scripts/install --prefix .build/prefix makes it")
    return path


def arguments(description):
    """What every measurement of the shop can be told."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=1_000_000)
    parser.add_argument("--faults", type=int, default=37, help="of each rule")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default=".build/night")
    parser.add_argument("--tieout", type=program, default=str(HERE / "../../.build/installed/tieout"),
                        help="the program that Scripts/install makes, unless said")
    parser.add_argument("--patience", type=float, default=45, help="seconds to wait for a quiet machine before a case")
    return parser


def main():
    parser = arguments(__doc__)
    parser.add_argument("--only", help="cases, with commas between them")
    options = parser.parse_args()
    server = Server(options.folder)
    server.start()
    try:
        make(server, options.tieout, options.sessions, options.faults, options.seed)
        chosen = cases(server, options.tieout)
        if options.only:
            names = options.only.split(",")
            if unknown := [name for name in names if name not in chosen]:
                parser.error(f"there is no case {unknown[0]!r} here; there are {', '.join(chosen)}")
            chosen = {name: chosen[name] for name in names}
        results = {name: [] for name in chosen}
        for number in range(options.rounds):
            for name, command in chosen.items():
                wait_for_quiet(options.patience)
                results[name].append(measure(server, name, command))
                print(f"round {number + 1}: {name}: {results[name][-1]['wall']:.1f} s", file=sys.stderr)
    finally:
        server.stop()
    model = re.search(r"model name\s*:\s*(.*)", open("/proc/cpuinfo").read())
    print(f"{PROCESSORS} processors ({model.group(1) if model else 'unknown'}), {options.sessions} sessions, "
          f"{options.rounds} rounds\n")
    table(results)


if __name__ == "__main__":
    main()
