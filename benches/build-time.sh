#!/usr/bin/env bash
# What a clean build of the library costs in processor time: against an empty crate with the same dependencies, with
# more codes in the table, and added to a client.
# Usage: benches/build-time.sh [ROUNDS=9]
# All are built in turn in each round, from crates that are already downloaded; the figures are medians.
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

# Processor seconds of one clean build: build CRATE [FLAGS...]
build() {
    local crate=$1 TIMEFORMAT='%U %S'
    shift
    rm -rf "$work/target"
    { time cargo build --quiet --locked --offline --manifest-path "$work/$crate/Cargo.toml" \
        --target-dir "$work/target" "$@" 2>&3; } 3>&2 2>&1 | awk '{ print $1 + $2 }'
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

# The table with so many codes, those that are made up scattered over two classes: table COUNT
table() {
    awk -F , -v count="$1" '
        NR == 1 { print; next }
        { known[$1]; rows++; print | "sort --numeric-sort" }
        END {
            # 7919 is a prime, so that each number comes once.
            for (number = 1; rows < count; number++) {
                code = 40000 + number * 7919 % 20000
                if (code in known) continue
                rows++
                status = code < 50000 ? 400 : 500
                print code ",Extra" code ",Extra " code ",CodeExtra" code ",,4.0.0," status ",Retry,yes,no" | "sort --numeric-sort"
            }
        }' codes.csv
}

# A clean build without features, a row for each number of codes: contest_of_tables COUNT...
contest_of_tables() {
    local count seconds
    for count in "$@"; do
        table "$count" >"$work/library/codes.csv"
        seconds=$(for ((round = 0; round < rounds; round++)); do build library --no-default-features; done | median)
        printf '%s %s\n' "$count" "$seconds"
    done | awk 'NR == 1 { base = $2 } { printf "| %s | %.2f s | %.2fx |\n", $1, $2, $2 / base }'
}

# Two copies of a client: `alone`, and `with` the library.
lay_out_client() {
    local client
    for client in alone with; do
        mkdir -p "$work/$client/src"
        printf "//! A client.\nfn main() {}\n" >"$work/$client/src/main.rs"
        cp Cargo.lock "$work/$client"
        cat >"$work/$client/Cargo.toml" <<END
[package]
name = "client"
edition = "2024"
[workspace]
[dependencies]
reqwest = { version = "0.13", default-features = false, features = ["json"] }
serde = { version = "1", features = ["derive"] }
thiserror = "2"
tokio = { version = "1", features = ["macros", "net", "rt-multi-thread"] }
END
    done
    cat >>"$work/with/Cargo.toml" <<END
cloudreve-error-codes = { path = "../library", default-features = false, features = ["response"] }
END
    # Says what each call of the compiler costs: processor seconds, package, and what tells its output from others'.
    cat >"$work/compiler" <<'END'
#!/usr/bin/env bash
"$@"
status=$?
output=$(grep --only-matching 'extra-filename=[^ ]*' <<<"$*" | head -1)
# In no pipe: the times of a subshell are its own.
times >"$CALLS.$$"
awk -v package="$CARGO_PKG_NAME" -v output="$output" '
    NR == 2 { split($1 "m" $2, time, "[ms]+"); print time[1] * 60 + time[2] + time[3] * 60 + time[4], package, output }
' "$CALLS.$$" >>"$CALLS"
rm "$CALLS.$$"
exit $status
END
    chmod +x "$work/compiler"
}

# Builds a client; the calls of the compiler are in the file: calls CLIENT FILE
calls() {
    rm -rf "$work/target" "$2"
    CALLS=$PWD/$2 RUSTC_WRAPPER=$PWD/$work/compiler cargo build --quiet --offline \
        --manifest-path "$work/$1/Cargo.toml" --target-dir "$work/target"
}

# The processor seconds that the library adds, a package a line, and their sum. A call that both clients make does
# not count; one that only the client without the library makes is saved, such as that for other features.
added() {
    awk 'NR == FNR { alone[$2 " " $3] = $1; next }
        { with[$2 " " $3] = $1 }
        function add(call, sign, seconds) {
            split(call, part, " ")
            if (part[1] != "client") { sum[part[1]] += sign * seconds; sum["in_all"] += sign * seconds }
        }
        END {
            for (call in with) if (!(call in alone)) add(call, 1, with[call])
            for (call in alone) if (!(call in with)) add(call, -1, alone[call])
            for (package in sum) print package, sum[package]
        }' "$work/alone.calls" "$work/with.calls"
}

contest_of_clients() {
    for ((round = 0; round < rounds; round++)); do
        calls alone "$work/alone.calls"
        calls with "$work/with.calls"
        added
    done | sort --key 1,1 --key 2,2n | awk '
        function tell() { if (count) printf "%.2f | %s | %.2f s |\n", value[int((count + 1) / 2)], package, value[int((count + 1) / 2)] }
        $1 != package { tell(); package = $1; count = 0 }
        { value[++count] = $2 }
        END { tell() }' | sort --reverse --numeric-sort | cut --delimiter ' ' --fields 2- | sed 's|in_all|in all|'
}

lay_out
echo '| clean build | empty crate | this library | ratio |'
echo '| --- | ---: | ---: | ---: |'
contest 'default features'
contest '`default-features = false`' --no-default-features
contest 'default features, release' --release
contest '`default-features = false`, release' --release --no-default-features

echo
echo '| codes in the table | clean build | ratio |'
echo '| --- | ---: | ---: |'
contest_of_tables $(($(wc --lines <codes.csv) - 1)) 1000 5000
cp codes.csv "$work/library"

lay_out_client
echo
echo '| added to a client, in processor seconds | |'
echo '| --- | ---: |'
contest_of_clients
