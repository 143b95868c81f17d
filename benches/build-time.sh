#!/usr/bin/env bash
# How long a clean build of the library takes, against an empty crate with the same dependencies.
# Usage: benches/build-time.sh [ROUNDS=9]
# Both are built in turn in each round, from crates that are already downloaded; the figures are medians.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-9}
work=target/build-time

# Two copies of the package as a user gets it: `library`, and `empty` with nothing of its own in it.
lay_out() {
    cargo package --quiet --locked --no-verify --allow-dirty --package cloudreve-error-codes
    rm -rf "$work"
    mkdir -p "$work/library"
    tar --extract --gzip --file target/package/cloudreve-error-codes-*.crate --strip-components 1 --directory "$work/library"
    printf '\n[workspace]\n' >>"$work/library/Cargo.toml"
    cp -r "$work/library" "$work/empty"
    echo "//! Nothing." >"$work/empty/src/lib.rs"
    printf "//! Does nothing.\nfn main() {}\n" >"$work/empty/build.rs"
}

# Seconds of one clean build: build CRATE [FLAGS...]
build() {
    local crate=$1
    shift
    rm -rf "$work/target"
    local start=$EPOCHREALTIME
    cargo build --quiet --locked --offline --manifest-path "$work/$crate/Cargo.toml" --target-dir "$work/target" "$@"
    awk -v start="$start" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.3f\n", end - start }'
}

median() {
    sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# One row of the table: contest TITLE [FLAGS...]
contest() {
    local title=$1
    shift
    local library=() empty=()
    for ((round = 0; round < rounds; round++)); do
        library+=("$(build library "$@")")
        empty+=("$(build empty "$@")")
    done
    local ours theirs
    ours=$(printf '%s\n' "${library[@]}" | median)
    theirs=$(printf '%s\n' "${empty[@]}" | median)
    awk -v title="$title" -v ours="$ours" -v theirs="$theirs" \
        'BEGIN { printf "| %s | %.2f s | %.2f s | %.2fx |\n", title, theirs, ours, ours / theirs }'
}

lay_out
echo '| clean build | empty crate | this library | ratio |'
echo '| --- | ---: | ---: | ---: |'
contest 'default features'
contest '`default-features = false`' --no-default-features
contest 'default features, release' --release
contest '`default-features = false`, release' --release --no-default-features
