#!/bin/sh
# Checks the WordPress plugin: the syntax of its files and, if they are installed, the WordPress rules of PHPCS
# (wp-coding-standards/wpcs) and PHPStan (szepeviktor/phpstan-wordpress), in integrations/wordpress/vendor or on PATH.
set -u
cd "$(dirname "$0")/../integrations/wordpress" || exit 1
PATH=$PWD/vendor/bin:$PATH
bad=0
command -v php >/dev/null 2>&1 || { echo "Skipped: PHP is not installed"; exit 0; }
for file in $(find fehrest -name '*.php'); do
    php -l "$file" >/dev/null || bad=1
done
if ! command -v phpcs >/dev/null 2>&1; then
    echo "Skipped: phpcs is not installed"
elif phpcs -i | grep -q WordPress; then
    phpcs --standard=phpcs.xml fehrest || bad=1
else
    echo "Skipped: phpcs has no WordPress rules. Without them it checks the rules that it brings itself"
    phpcs --standard=phpcs-basic.xml fehrest || bad=1
fi
if [ -d vendor/szepeviktor/phpstan-wordpress ]; then
    phpstan analyse --no-progress --configuration phpstan.neon || bad=1
else
    echo "Skipped: phpstan and its description of WordPress are not in integrations/wordpress/vendor"
fi
exit $bad
