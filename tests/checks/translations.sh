#!/usr/bin/env bash
# Fails when a text of the interface is not translated, also one that the translation file does not have yet.
#   translations.sh SOURCE_DIR LUPDATE
set -euo pipefail
cd "$1"
lupdate=$2
fresh=$(mktemp --suffix=.ts)
trap 'rm -f "$fresh"' EXIT
failures=0
for translation in resources/translations/*.ts; do
    cp "$translation" "$fresh"
    "$lupdate" -silent -I . -locations none -no-obsolete app ui -ts "$fresh"
    [ "$(grep -c '<source>' "$fresh")" -gt 50 ] || { echo "$translation: the texts were not found"; failures=1; }
    if missing=$(grep -B 3 'type="unfinished"' "$fresh" | grep '<source>'); then
        echo "$translation: not translated (./dev strings adds new texts to the file):"
        echo "$missing"
        failures=1
    fi
    # One that counts as finished, but says nothing.
    if empty=$(grep -n -E '<translation></translation>|<numerusform></numerusform>|<numerusform */>' "$translation"); then
        echo "$translation: empty translations:"
        echo "$empty"
        failures=1
    fi
done
exit $failures
