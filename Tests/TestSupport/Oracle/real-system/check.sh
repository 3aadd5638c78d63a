#!/bin/sh
# Runs the oracle on each state, in a transaction that is rolled back, in the database of psql's environment (schema.sql is
# freshly loaded), and compares with expected.csv.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"${PSQL:-psql}" -X -q -v ON_ERROR_STOP=1 -f "$here/base.sql"
for state in "$here"/states/*.sql; do
    name=$(basename "$state" .sql)
    "${PSQL:-psql}" -X -q -v ON_ERROR_STOP=1 -v "out=$out" -c BEGIN -f "$state" -f "$here/../oracle.sql" -c ROLLBACK >/dev/null
    "${PYTHON:-python3}" -c '
import csv, sys
rows = list(csv.reader(open(sys.argv[2], newline="")))[1:]
w = csv.writer(sys.stdout, lineterminator="\n")
for r in [r[1:4] + r[10:] for r in rows] or [[""] * 7]: w.writerow([sys.argv[1]] + r)' "$name" "$out/findings.csv"
done >"$out/got.csv"
tail -n +2 "$here/expected.csv" | diff - "$out/got.csv" && echo "real system: as expected"
