#!/usr/bin/env bash
# Fails when the build would not go on without MathJax, or when the lock file would tie it to one registry.
#   mathjax.sh SOURCE_DIR CMAKE BUILD_DIR
set -euo pipefail
source=$1
cmake=$2
folder=$3/mathjax-missing
failures=0
fail() { echo "$1"; failures=1; }

lock=$source/resources/math/package-lock.json
if grep -q '"resolved"' "$lock"; then
    fail "$lock names a registry; make it with npm_config_omit_lockfile_registry_resolved=true"
fi
# Every package but the root has a checksum.
packages=$(grep -c '"node_modules/' "$lock")
sums=$(grep -c '"integrity": "sha512-' "$lock")
[ "$packages" -gt 0 ] && [ "$packages" -eq "$sums" ] || fail "$lock: $packages packages, $sums checksums"

# No programs at all, and a registry that does not answer.
bundle() { env "$@" "$cmake" -D "SOURCE=$source/resources/math" -D "FOLDER=$folder" -P "$source/cmake/bundlemathjax.cmake" 2>&1; }
for surroundings in "PATH=/nonexistent" "npm_config_registry=http://127.0.0.1:9"; do
    rm -rf "$folder"
    if ! output=$(bundle "$surroundings" "npm_config_cache=$folder/cache"); then fail "$surroundings: the build stops: $output"; fi
    grep -q 'formulas will be shown as plain text' <<<"$output" || fail "$surroundings: not said what is missing: $output"
    [ -e "$folder/mathjax.js" ] && [ ! -s "$folder/mathjax.js" ] || fail "$surroundings: no empty mathjax.js"
    [ ! -e "$folder/complete" ] || fail "$surroundings: the next build would not try again"
done
exit $failures
