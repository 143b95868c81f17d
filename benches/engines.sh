#!/usr/bin/env bash
# What it costs to count codes inside ClickHouse, Spark and DuckDB, in processor seconds (user and system) a GB of log:
# by the tool, by the engine's own regular expression, and, as a floor, a plain count of the lines.
# Usage: benches/engines.sh [ROUNDS=5] [BYTES=200000000]
# The log is made by cli/examples/generate_log.rs and is in the page cache. All contestants run in turn in each round,
# after one round that is not counted; the figures are medians. Starting an engine is not counted, except for DuckDB,
# which is a command. Needs Java 17 for Spark, and the engines of cli/tests/tools/requirements-engines.txt, which it
# installs into a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-5}
size=${2:-200000000}
work=$PWD/target/engines

command -v java >/dev/null || apt-get install --yes --quiet default-jre-headless >&2
mkdir -p "$work"
cargo build --quiet --release --locked --package cloudreve-codes --example generate_log --bins
[[ -x $work/python/bin/duckdb ]] || {
    python3 -m venv "$work/python"
    "$work/python/bin/pip" install --quiet --disable-pip-version-check --requirement cli/tests/tools/requirements-engines.txt
}
target/release/examples/generate_log "$work/server.log" "$size"
cat "$work/server.log" >/dev/null

export PATH="$PWD/target/release:$work/python/bin:$PATH" PYTHONWARNINGS=ignore SPARK_LOCAL_IP=127.0.0.1
python3 benches/support/engines.py "$work" "$rounds"
