#!/bin/sh
# Creates the secrets of a deployment: certificates for three nodes and an administrator, and passwords for
# reader and writer. Existing files are kept.  prepare.sh [FOLDER]
set -eu
umask 077
cd "${1:-$(dirname "$0")}"
mkdir -p certificates

issue() { # NAME EXTENSIONS
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
        -keyout "certificates/$1.key" -out "certificates/$1.csr" 2>/dev/null
    printf '%s\n' "$2" 'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' \
        'keyUsage=critical,digitalSignature' >"certificates/$1.ext"
    openssl x509 -req -days 3650 -in "certificates/$1.csr" -out "certificates/$1.pem" \
        -CA certificates/ca.pem -CAkey certificates/ca.key -set_serial "0x$(openssl rand -hex 15)" \
        -extfile "certificates/$1.ext" 2>/dev/null
    rm "certificates/$1.csr" "certificates/$1.ext"
}

if ! [ -e certificates/ca.pem ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=fehrest-authority \
        -addext keyUsage=critical,keyCertSign,cRLSign \
        -keyout certificates/ca.key -out certificates/ca.pem 2>/dev/null
    chmod 644 certificates/ca.pem
fi
if ! [ -e certificates/node.pem ]; then
    issue node 'subjectAltName=DNS:node-1,DNS:node-2,DNS:node-3,IP:127.0.0.1
extendedKeyUsage=serverAuth,clientAuth'
fi
[ -e certificates/admin.pem ] || issue admin 'extendedKeyUsage=clientAuth'

for role in reader writer; do
    if ! [ -e "$role.env" ]; then
        printf 'FEHREST_OPENSEARCH_USER=fehrest-%s\nFEHREST_OPENSEARCH_PASSWORD=%s\n' \
            "$role" "$(openssl rand -hex 24)" >"$role.env"
    fi
done

# Nodes and services run as user 1000 in their containers.
if [ "$(id -u)" = 0 ]; then
    chown -R 1000:1000 certificates
elif [ "$(id -u)" != 1000 ]; then
    echo 'Give the folder certificates to user 1000: sudo chown -R 1000:1000 certificates'
fi
