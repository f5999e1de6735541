#!/bin/sh
# Creates the virtual environment (first argument) with a suitable Python and installs Fehrest into it.
# The second argument is an extra such as "dev"; the default is "all".
set -eu
venv=$1
extra=${2:-all}

fits() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
}

find_python() {
    for name in python3.13 python3.12 python3 python; do
        path=$(command -v "$name" 2>/dev/null) || continue
        if fits "$path"; then echo "$path"; return; fi
    done
    for path in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13.*/bin/python "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12.*/bin/python; do
        if [ -x "$path" ] && fits "$path"; then echo "$path"; return; fi
    done
    if command -v uv >/dev/null 2>&1; then
        for version in 3.13 3.12; do
            path=$(uv python find "$version" 2>/dev/null) || continue
            if fits "$path"; then echo "$path"; return; fi
        done
        if uv python install 3.13 >&2; then uv python find 3.13; fi
    fi
}

if ! [ -x "$venv/bin/python" ] || ! fits "$venv/bin/python"; then
    python=$(find_python)
    if [ -z "$python" ]; then
        cat >&2 <<'TEXT'
Fehrest needs Python 3.12 or 3.13 with the venv module, and none was found on PATH, among pyenv's
versions or by uv. Get one and run the command again:
  Debian, Ubuntu   apt install python3 python3-venv      (where that is 3.12 or 3.13)
  macOS            brew install python@3.13
  any system       pyenv install 3.13, or: uv python install 3.13
TEXT
        exit 1
    fi
    echo "Creating $venv with $python ($("$python" -V 2>&1))"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

echo "Installing Fehrest with the extra $extra"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[$extra]"
