#!/usr/bin/env bash
# Analyzes the generated file, cloudreve.dart or another one, beside the programs here, compiles all of it for the
# language of Dart 3.0, and runs what it promises: check.sh [FILE]
# Without FILE it also checks the format, and the cases that all bindings share; those need cargo.
set -euo pipefail
codes=$(realpath "${1:-$(dirname "$0")/cloudreve.dart}")
cd "$(dirname "$0")"
if ! command -v dart >/dev/null; then
    echo "LEFT OUT: the binding for Dart: there is no dart"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp ./*.dart ./*.yaml "$folder"
cp "$codes" "$folder/cloudreve.dart"
if [[ $# == 0 ]]; then
    # The file as people who lint and format it would have it.
    sed --in-place --expression '/^\/\/ ignore_for_file: /d' --expression '/^\/\/ dart format off$/d' "$folder/cloudreve.dart"
fi
(
    cd "$folder"
    dart pub get --offline
    [[ $# != 0 ]] || dart format --output none --set-exit-if-changed .
    dart analyze --fatal-infos
    dart envelope_test.dart
    dart compile js --output envelope_test.js envelope_test.dart
)
if [[ $# != 0 ]]; then
    exit 0
elif ! command -v cargo >/dev/null; then
    echo "LEFT OUT: the cases that all bindings share, and hostile texts: there is no cargo"
else
    cargo test --locked --package cloudreve-codes --all-features --test bindings -- --ignored dart_compiles
fi
