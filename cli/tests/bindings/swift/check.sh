#!/usr/bin/env bash
# Compiles the generated file, Cloudreve.swift or another one, beside the two programs here, and runs them, in the
# language modes 5 and 6, each with and without the main actor as the default isolation: check.sh [FILE]
# Without FILE then also a file of hostile texts, which needs cargo to be made.
set -euo pipefail
codes=$(realpath "${1:-$(dirname "$0")/Cloudreve.swift}")
cd "$(dirname "$0")"
if ! command -v swiftc >/dev/null; then
    echo "LEFT OUT: the binding for Swift: there is no swiftc"
    exit 0
fi
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT
for version in 5 6; do
    for isolation in "" "-default-isolation MainActor"; do
        for program in client background; do
            # shellcheck disable=SC2086
            swiftc -swift-version $version $isolation -warnings-as-errors -parse-as-library \
                -o "$output/$program" "$codes" "$program.swift"
            "$output/$program"
        done
    done
done
if [[ $# != 0 ]]; then
    exit 0
elif ! command -v cargo >/dev/null; then
    echo "LEFT OUT: the binding for Swift with hostile texts: there is no cargo"
else
    cargo test --locked --package cloudreve-codes --all-features --test bindings -- --ignored swift_
fi
