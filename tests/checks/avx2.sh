#!/usr/bin/env bash
# Fails when a function compiled for AVX2 could be called on processors without it: a weak symbol (inline function, template) of those
# files under a name that other files may define too, of which the linker keeps either.
# DW.ref. is only the address of a function of the C++ library.
#   avx2.sh LIBRARY
set -euo pipefail
library=$1
members=$(ar t "$library" | grep '^avx2')
[ -n "$members" ] || { echo "no avx2*.o in $library"; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
for member in $members; do
    ar p "$library" "$member" >"$scratch/$member"
    shared=$(nm -C "$scratch/$member" | grep -E '^[0-9a-f]* +[WVuT] ' | grep -vE 'EigenWith(Avx2|Fma)| DW\.ref\.' || true)
    if [ -n "$shared" ]; then
        printf '%s: the linker may share\n%s\n' "$member" "$shared"
        failures=1
    fi
    disassembled=$(objdump -d "$scratch/$member" | grep -c '%ymm' || true)
    [ "$disassembled" -gt 0 ] || { echo "$member: no AVX2 instruction in it"; failures=1; }
done
exit $failures
