#!/bin/sh
# Prints the size of each extra when installed: packages and megabytes, without pip and without .pyc files.
# The first argument is a Python 3.12 or 3.13.
set -eu
python=${1:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m venv "$folder/build"
"$folder/build/bin/pip" install --quiet --disable-pip-version-check build
"$folder/build/bin/python" -m build --wheel --outdir "$folder/dist" . >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
wheel=$(ls "$folder"/dist/*.whl)
echo "wheel $(du -k "$wheel" | awk '{printf "%.1f", $1 / 1000}') MB"
for extra in '' metrics whoosh cluster ingest all; do
    "$python" -m venv "$folder/env"
    "$folder/env/bin/pip" install --quiet --disable-pip-version-check --no-compile -c constraints.txt "$wheel${extra:+[$extra]}"
    packages=$("$folder/env/bin/pip" list --disable-pip-version-check --format=freeze --exclude pip | wc -l)
    "$folder/env/bin/pip" uninstall --quiet --yes pip
    find "$folder/env" -name '__pycache__' -prune -exec rm -rf {} +
    kilobytes=$(du -sk "$folder"/env/lib/python*/site-packages | cut -f1)
    printf '%-18s %3d packages %7.1f MB\n' "fehrest${extra:+[$extra]}" "$packages" "$(echo "$kilobytes" | awk '{print $1 / 1000}')"
    rm -rf "$folder/env"
done
