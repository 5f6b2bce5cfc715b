#!/bin/sh
# One round, its summary printed and kept: sh deploy/refresh.sh FILE [OPTION...]
# Exit status is that of `realpay refresh`: 0 done or nothing new, 1 something refused or failed.
set -eu
summary=$1
shift
status=0
"${REALPAY:-.venv/bin/realpay}" refresh "$@" >"$summary" 2>&1 || status=$?
cat "$summary"
exit "$status"
