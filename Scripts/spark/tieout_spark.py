#!/usr/bin/env python3
"""Reconciles a snapshot folder, or a moment of a database, on a Spark cluster: workers read its shards, the driver merges.

    spark-submit [OPTIONS OF SPARK] tieout_spark.py --snapshot DIR --output DIR --shards N --partials DIR \\
        [--tieout PROGRAM] [-- OPTIONS OF tieout run]
    spark-submit [OPTIONS OF SPARK] tieout_spark.py --database CONNINFO --output DIR …

docs/beyond-one-machine.md says when, and what each part reads and writes. Retries, speculation and placement are Spark's:
a shard is a task, and may be read any number of times, because it comes to the same bytes each time.
"""

import argparse
import contextlib
import ctypes
import glob
import os
import re
import signal
import subprocess
import sys
import uuid

from pyspark import SparkContext

USAGE, UNAVAILABLE, CANNOT_WRITE = 64, 69, 73
OURS = ("--snapshot", "--database", "--exported-snapshot", "--output", "--shard", "--partial")
# What keeps a moment is told where the database's tables are.
HOLD = ("--config", "--schema", "--statement-timeout", "--read-timeout", "--connect-retry", "--deadline")


class Arguments(argparse.ArgumentParser):
    """A command line whose errors are one line and status 64."""

    def error(self, message):
        end(USAGE, f"{message.removeprefix('argument ')}; --help shows how it is called")


def end(status, sentence):
    """Ends the program with a line on standard error."""
    print(f"tieout_spark: {sentence}", file=sys.stderr)
    sys.exit(status)


def parsed(words):
    """What the command line asks for, with whole paths, because a worker runs in another folder."""
    own, options = (words[: words.index("--")], words[words.index("--") + 1 :]) if "--" in words else (words, [])
    parser = Arguments(
        prog="tieout_spark.py", allow_abbrev=False, description="Reconciles a night on a Spark cluster.",
        epilog="What follows -- is for 'tieout run' and 'tieout merge': settings, --config and so on, with whole paths.")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--snapshot", metavar="DIR", help="a snapshot folder that all workers see")
    source.add_argument(
        "--database", metavar="CONNINFO", help="a database, or better a replica, that all workers reach by these words")
    parser.add_argument("--output", required=True, metavar="DIR", help="where the reports are kept")
    parser.add_argument("--shards", required=True, type=int, metavar="N", help="how many parts are read, 1 to 4096")
    parser.add_argument("--partials", required=True, metavar="DIR", help="a folder that all workers can write to")
    parser.add_argument("--tieout", default="tieout", metavar="PROGRAM", help="the program, on every worker (tieout)")
    night = parser.parse_args(own)
    night.options = options
    for name in ("snapshot", "output", "partials"):
        if getattr(night, name) is not None:
            setattr(night, name, os.path.abspath(getattr(night, name)))
    if "/" in night.tieout:
        night.tieout = os.path.abspath(night.tieout)
    require(night)
    return night


def require(night):
    """Finds out before the cluster does what cannot work."""
    if not 1 <= night.shards <= 4096:
        end(USAGE, f"--shards: {night.shards} is out of range; give a number from 1 to 4096")
    if night.snapshot is not None and not os.path.isfile(os.path.join(night.snapshot, "manifest.json")):
        end(USAGE, f"--snapshot: {night.snapshot} is not a snapshot folder; name one that 'tieout snapshot' has made")
    for option in night.options:
        if option.split("=")[0] in OURS:
            end(USAGE, f"{option.split('=')[0]}: it cannot follow --; give it before, or leave it to this program")
    try:
        os.makedirs(night.partials, exist_ok=True)
    except OSError as error:
        end(CANNOT_WRITE, f"--partials: {night.partials}: {error.strerror}; name a folder that can be written")


@contextlib.contextmanager
def program(night):
    """Ends this program with a sentence where tieout cannot be begun here."""
    try:
        yield
    except OSError as error:
        end(UNAVAILABLE, f"{night.tieout}: {error.strerror}; name the program with --tieout")


@contextlib.contextmanager
def kept(night):
    """Has the night's moment known to all who read it, and kept while they do."""
    if night.snapshot is not None:
        night.moment = ["--snapshot", night.snapshot]
        yield
        return
    pairs = zip(night.options, [*night.options[1:], ""])
    options = [word for option, value in pairs for word in (option, value) if option in HOLD]
    options += [option for option in night.options if option.split("=")[0] in HOLD and "=" in option]
    with program(night):
        holder = subprocess.Popen(
            [night.tieout, "hold", "--database", night.database, *options], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent)
    try:
        moment = holder.stdout.readline().split()
        if not moment:
            end(holder.wait(), "there is no moment that could be read; see what tieout hold says")
        night.moment = ["--database", night.database, *moment]
        yield
    finally:
        holder.stdin.close()
        holder.wait()


def partial(night, number):
    """Where a shard's partial is when it is whole."""
    return os.path.join(night.partials, f"shard-{number}-of-{night.shards}.partial")


def die_with_parent():
    """Has Linux end this process with the one that began it: Spark kills the attempts that it no longer needs."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def read(night, jobs, number):
    """Reads a shard, on a worker.

    The partial is written under a name of its own and then renamed. Two attempts leave the same bytes, and it does not
    matter which of them is last.
    """
    name = f"shard {number}/{night.shards}"
    whole = partial(night, number)
    new = f"{whole}.{uuid.uuid4().hex}"
    command = [night.tieout, "run", *night.moment, "--shard", f"{number}/{night.shards}", "--partial", new]
    try:
        done = subprocess.run(
            [*command, *night.options, "--jobs", jobs], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, errors="replace", preexec_fn=die_with_parent)
        if done.returncode != 0:
            said = done.stderr.strip().splitlines() or ["it said nothing"]
            raise RuntimeError(f"{name} ended with status {done.returncode}: {said[-1]}")
        os.replace(new, whole)
    except OSError as error:
        status = CANNOT_WRITE if error.filename == new else UNAVAILABLE
        raise RuntimeError(f"{name} ended with status {status}: {error.filename}: {error.strerror}") from error
    finally:
        if os.path.exists(new):
            os.remove(new)
    return number


def tidy(night):
    """Removes what attempts have left that were killed while they wrote."""
    for leftover in glob.glob(os.path.join(glob.escape(night.partials), f"shard-*-of-{night.shards}.partial.*")):
        with contextlib.suppress(FileNotFoundError):
            os.remove(leftover)


def read_all(night):
    """Has Spark read every shard, a task each.

    A task reads with as many threads as Spark sets processors aside for it, one unless spark.task.cpus says otherwise:
    with more, the tasks of a worker would take each other's.
    """
    with SparkContext(appName=f"tieout {os.path.basename(night.snapshot or 'of a database')}") as spark:
        jobs = spark.getConf().get("spark.task.cpus", "1")
        numbers = spark.parallelize(range(1, night.shards + 1), night.shards)
        try:
            numbers.map(lambda number: read(night, jobs, number)).collect()
        except Exception as error:  # Spark's own kinds differ from version to version; all carry the task's words.
            failure = re.search(r"shard \d+/\d+ ended with status (-?\d+): .*", str(error))
            if failure is None:
                raise
            status = int(failure[1])
            end(status if status > 0 else UNAVAILABLE, f"{failure[0]}; Spark's log has every attempt")


def merge(night):
    """Makes the report, and returns the status of tieout merge: 0, 2 when there are findings, or a failure's."""
    partials = [partial(night, number) for number in range(1, night.shards + 1)]
    command = [night.tieout, "merge", *partials, *night.moment, "--output", night.output]
    with program(night):
        status = subprocess.run([*command, *night.options]).returncode
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    night = parsed(sys.argv[1:])
    with kept(night):
        read_all(night)
        tidy(night)
        status = merge(night)
    sys.exit(status)
