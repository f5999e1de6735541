#!/bin/sh
# Gets what the tests on a real WordPress need: PHP and MariaDB from Debian where the user is root, and WordPress
# itself, unpacked into the cache and not installed, because its package brings a web server that would start.
# The first argument is the folder of programs of the virtual environment. Prints one line for what is missing.
set -u
bin=$1

ready() { "$bin/python" -m tests.wordpress.finding >/dev/null 2>&1; }

if ready; then exit 0; fi
if command -v apt-get >/dev/null 2>&1; then
    echo "Installing a WordPress for the tests of synchronization (apt-get)"
    export DEBIAN_FRONTEND=noninteractive
    if [ "$(id -u)" = 0 ]; then
        policy=/usr/sbin/policy-rc.d # no database of the system is started
        if ! [ -e $policy ]; then
            printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy
            trap 'rm -f $policy' EXIT
        fi
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends \
            php-cli php-mysql php-xml php-mbstring mariadb-server; } >/dev/null 2>&1
    fi
    cache=${FEHREST_WORDPRESS_CACHE:-$HOME/.cache/fehrest/wordpress}
    new=$cache.new
    rm -rf "$new" && mkdir -p "$new" && (
        cd "$new" && apt-get download -qq wordpress wordpress-theme-twentytwentyone libjs-underscore &&
            for package in *.deb; do dpkg-deb -x "$package" . || exit 1; done && rm -f ./*.deb
    ) >/dev/null 2>&1 && rm -rf "$cache" && mv "$new" "$cache"
fi
if ready; then exit 0; fi
"$bin/python" -m tests.wordpress.finding
echo "Skipped: the tests in tests/wordpress"
