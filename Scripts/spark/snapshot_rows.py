#!/usr/bin/env python3
"""Reads a table of a snapshot folder: as a module rows of Python's own values, as a program CSV.

    snapshot_rows.py DIR TABLE > TABLE.csv

A table's file is PostgreSQL's COPY … (FORMAT binary); manifest.json has its columns and their types.
"""

import csv
import json
import pathlib
import struct
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal

SIGNATURE = b"PGCOPY\n\xff\r\n\0"


def numeric(cell):
    """An exact number: digits to the base 10,000, of which `weight` + 1 are before the point, shown with `scale` places."""
    count, weight, sign, scale = struct.unpack_from("!hhHH", cell)
    if sign >= 0xC000:
        return Decimal({0xC000: "NaN", 0xD000: "Infinity", 0xF000: "-Infinity"}[sign])
    number = 0
    for digit in struct.unpack_from(f"!{count}h", cell, 8):
        number = number * 10_000 + digit
    shift = 4 * (weight + 1 - count) + scale
    number = number * 10**shift if shift >= 0 else number // 10**-shift
    return Decimal((sign == 0x4000, tuple(map(int, str(number))), -scale))


def moment(zone):
    """Microseconds since 2000; what is beyond Python's years, infinity too, is an OverflowError."""
    epoch = datetime(2000, 1, 1, tzinfo=zone)
    return lambda cell: epoch + timedelta(microseconds=int.from_bytes(cell, "big", signed=True))


def integer(cell):
    return int.from_bytes(cell, "big", signed=True)


def text(cell):
    return cell.decode()


VALUES = {
    "int2": integer, "int4": integer, "int8": integer, "numeric": numeric, "bool": lambda cell: cell != b"\0",
    "text": text, "bpchar": text, "json": text, "jsonb": lambda cell: text(cell[1:]),  # after its version
    "timestamp": moment(None), "timestamptz": moment(timezone.utc),
}


def entry(folder, table):
    """What the manifest says of a table."""
    manifest = json.loads(pathlib.Path(folder, "manifest.json").read_text())
    return next(entry for entry in manifest["tables"] if entry["table"] == table)


def columns(folder, table):
    """The names and types of a table's columns, in their order."""
    return [(column["column"], column["type"]) for column in entry(folder, table)["columns"]]


def rows(folder, table):
    """Every row, a list of values in the order of `columns`; None is null."""
    values = [VALUES[type] for _, type in columns(folder, table)]
    names = [file["name"] for file in entry(folder, table).get("files", [])] or [f"{table}.pgcopy"]
    for name in names:
        with open(pathlib.Path(folder, name), "rb") as file:
            yield from rows_of_file(file, name, values)


def rows_of_file(file, name, values):
    """The rows of one of a table's files."""
    head = file.read(19)
    if head[:11] != SIGNATURE:
        raise ValueError(f"{name} is not a binary COPY")
    file.read(struct.unpack_from("!i", head, 15)[0])
    while (count := struct.unpack("!h", file.read(2))[0]) != -1:
        if count != len(values):
            raise ValueError(f"{name} has a row of {count} cells, and the manifest has {len(values)} columns")
        row = []
        for value in values:
            length = struct.unpack("!i", file.read(4))[0]
            row.append(None if length < 0 else value(file.read(length)))
        yield row


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(name for name, _ in columns(*sys.argv[1:]))
    writer.writerows(rows(*sys.argv[1:]))
