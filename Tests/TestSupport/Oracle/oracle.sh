#!/bin/sh
# oracle.sh DIR [name=value …]  — runs oracle.sql and leaves its CSVs in DIR.
# The connection is psql's own (PGHOST, PGDATABASE, …; PGOPTIONS='-c search_path=…' for another schema).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1; shift
mkdir -p "$out"
set -- "$@" "out=$out"
for setting; do
    shift
    set -- "$@" -v "$setting"
done
exec "${PSQL:-psql}" -X -q -f "$here/oracle.sql" "$@"
