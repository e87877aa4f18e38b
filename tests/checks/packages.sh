#!/usr/bin/env bash
# Fails when something the build finds, or the script `dev` runs, comes from a Debian package that `dev` does not list.
#   packages.sh SOURCE_DIR BUILD_DIR
set -euo pipefail
source=$1
build=$2
command -v dpkg-query >/dev/null || { echo "not a Debian system"; exit 77; }

listed=$("$source/dev" packages | cut -d' ' -f1)
failures=0

# file, who needs it
expectListed() {
    local owners
    owners=$(dpkg-query -S "$1" 2>/dev/null | cut -d: -f1 | sort -u) || true
    if [ -z "$owners" ]; then
        echo "$2: $1 belongs to no package"
    elif ! grep -qxFf <(tr -d ' ' <<<"$owners" | tr ',' '\n') <<<"$listed"; then
        echo "$2: $owners is missing from the list of packages in ./dev ($1)"
    else
        return 0
    fi
    failures=$((failures + 1))
}

# Every find_package(), with its components, as CMake resolved it.
calls=$(cat "$source/CMakeLists.txt" "$source"/*/CMakeLists.txt "$source"/cmake/*.cmake | grep -oE 'find_package\([^)]*\)' | sed 's/find_package(//; s/)//')
[ -n "$calls" ] || { echo "no find_package() found"; exit 1; }
while read -r name rest; do
    names=$name
    if [[ $rest == *COMPONENTS* ]]; then
        for component in ${rest#*COMPONENTS }; do names+=" $name$component"; done
    fi
    for each in $names; do
        folder=$(sed -n "s|^${each}_DIR:[A-Z]*=||p" "$build/CMakeCache.txt")
        if [ -z "$folder" ]; then
            echo "find_package($each): not in the CMake cache"
            failures=$((failures + 1))
            continue
        fi
        config=$(find -L "$folder" -maxdepth 1 -iname "$each*config.cmake" | head -n 1)
        expectListed "$config" "find_package($each)"
    done
done <<<"$calls"

# The benchmarks have a list of their own, and are built only where what it lists is there.
config=$(sed -n 's|^benchmark_DIR:[A-Z]*=||p' "$build/CMakeCache.txt")
if [ -d "$config" ]; then
    listed=$("$source/dev" packages bench | cut -d' ' -f1)
    expectListed "$config/benchmarkConfig.cmake" "find_package(benchmark)"
    listed=$("$source/dev" packages | cut -d' ' -f1)
fi

# Programs that the script or the program start, and what they read at run time.
for program in g++ cmake ctest ninja dot; do
    expectListed "$(command -v "$program" || echo "$program")" "program $program"
done
# Node.js may be there without a package; with one, it is a listed one.
for program in node npm; do
    file=$(command -v "$program") || continue
    if dpkg-query -S "$file" >/dev/null 2>&1; then expectListed "$file" "program $program"; fi
done
for file in lib/qt6/bin/lupdate lib/qt6/bin/lrelease share/qt6/translations/qtbase_zh_CN.qm; do
    expectListed "/usr/$file" "run time"
done
# The last family of each list is the one that a bare machine gets.
grep -q 'DejaVu Sans' "$source/ui/window/theme.cpp" && expectListed /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf "ui/window/theme.cpp"
grep -q 'WenQuanYi Micro Hei' "$source/ui/window/theme.cpp" && expectListed /usr/share/fonts/truetype/wqy/wqy-microhei.ttc "ui/window/theme.cpp"

exit $((failures > 0))
