#!/bin/sh
# Runs the oracle on scenarios.sql, in the database of psql's environment (schema-loose.sql is freshly loaded; the
# tables are emptied, and altered at the end), and compares rule, severity, key, expected, actual, impact and repair, in
# their order, with what was worked out by hand; then what settings and missing columns change.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
found() {
    "$here/oracle.sh" "$out" cart_limit=3 "$@" >/dev/null
    tr -d '\r' <"$out/findings.csv" | "${PYTHON:-python3}" -c '
import csv, sys
rows = list(csv.reader(sys.stdin))[1:]
w = csv.writer(sys.stdout, lineterminator="\n")
for r in rows: w.writerow(r[1:4] + r[10:])' >"$out/got.csv"
}
"${PSQL:-psql}" -X -q -f "$here/scenarios.sql"
found none=orders.items
diff "$here/scenarios.expected.csv" "$out/got.csv"
echo "scenarios: as expected"

failed=0
fail() { echo "after $run: $1: $2"; failed=1; }
while read -r what line; do
    case $what in
    alter) "${PSQL:-psql}" -X -q -v ON_ERROR_STOP=1 -c "$line" ;;
    # shellcheck disable=SC2086
    run) run="run $line"; found $line ;;
    +) grep -Fxq -- "$line" "$out/got.csv" || fail missing "$line" ;;
    -) ! awk -v p="$line" 'index($0, p) == 1 { exit 1 }' "$out/got.csv" && fail "should not be" "$line" ;;
    esac
done <"$here/scenarios.variants.txt"
[ $failed = 0 ] && echo "variants: as expected"
