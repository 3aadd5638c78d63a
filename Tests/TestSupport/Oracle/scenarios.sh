#!/bin/sh
# Runs the oracle on scenarios.sql, in the database of psql's environment (schema-loose.sql is loaded; the
# tables are emptied), and compares rule, severity, key, expected, actual, impact and repair, in their order,
# with what was worked out by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"${PSQL:-psql}" -X -q -f "$here/scenarios.sql"
"$here/oracle.sh" "$out" cart_limit=3 >/dev/null
tr -d '\r' <"$out/findings.csv" | "${PYTHON:-python3}" -c '
import csv, sys
rows = list(csv.reader(sys.stdin))[1:]
w = csv.writer(sys.stdout, lineterminator="\n")
for r in rows: w.writerow(r[1:4] + r[10:])' >"$out/got.csv"
diff "$here/scenarios.expected.csv" "$out/got.csv" && echo "scenarios: as expected"
