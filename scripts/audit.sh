#!/bin/sh
# Compares constraints.txt with the lists of known vulnerabilities, by pip-audit in an environment of its own.
# Exit code 0: none known, or no list can be had for all packages, which is printed. 1: vulnerabilities, which
# are printed. The first argument is a Python 3.12 or 3.13; PIP_AUDIT names another pip-audit to run.
set -u
python=${1:-python3}
folder=build/audit
audit=${PIP_AUDIT:-$folder/bin/pip-audit}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if ! "$audit" --version >/dev/null 2>&1; then
    "$python" -m venv "$folder" && "$folder/bin/pip" install --quiet --disable-pip-version-check pip-audit >"$log" 2>&1 || {
        echo "NOT AUDITED: pip-audit cannot be installed here. $(tail -n 1 "$log")"
        exit 0
    }
fi
# Versions are pinned, so nothing has to be resolved or installed. OSV is asked where PyPI has no list.
for service in pypi osv; do
    "$audit" --requirement constraints.txt --no-deps --disable-pip --progress-spinner off \
        --vulnerability-service "$service" --timeout 20 >"$log" 2>&1
    code=$?
    # A package that is not in the list is skipped, and pip-audit still ends with 0.
    skipped=$(grep -c 'could not be audited' "$log")
    if grep -q '^Found [0-9]' "$log"; then
        cat "$log"
        exit 1
    fi
    if [ "$code" -eq 0 ] && [ "$skipped" -eq 0 ]; then
        tail -n 1 "$log"
        exit 0
    fi
    [ "$skipped" -gt 0 ] && reason="$service has no data for $skipped packages" || reason=$(tail -n 1 "$log" | cut -c1-200)
done
echo "NOT AUDITED: no list of vulnerabilities can be had from here. $reason"
