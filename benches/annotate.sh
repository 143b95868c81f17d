#!/usr/bin/env bash
# How fast `annotate` and `stats` go through a log, against the tools that one would use otherwise.
# Usage: benches/annotate.sh [ROUNDS=11] [BYTES=1000000000]
# The log is made by cli/examples/generate_log.rs and is in the page cache. In each round every contestant runs
# once, the order turns from round to round, and the ratios are medians of the ratios within a round.
# Needs mawk, jq and GNU time (Debian: mawk, jq, time), which it installs where it is root and they are missing,
# and ripgrep, which it builds from its sources.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-11}
size=${2:-1000000000}
work=target/annotate
log=$work/log
answers=$work/answers
ours=target/release/cloudreve-codes
rg=$work/bin/rg

# What any of the tools has to find: a code behind a key, in the forms that the log has.
pattern='\bcode"?[:=] ?([45][0-9]{4})\b'

need() {
    command -v "$1" >/dev/null || apt-get install --yes --quiet "$2" >&2
}

prepare() {
    need mawk mawk
    need jq jq
    need /usr/bin/time time
    mkdir -p "$work"
    cargo build --quiet --release --locked --package cloudreve-codes --example generate_log --bins
    [[ -x $rg ]] || cargo install --quiet --locked --version 15.2.0 --root "$work" ripgrep
    target/release/examples/generate_log "$log" "$size"
    # The answers alone: a `code` in every line.
    grep --fixed-strings '"code":' "$log" >"$answers"
    # The lookup for mawk: code, tab, description.
    "$ours" list | awk 'NR > 1 { code = $1; $1 = $2 = $3 = $4 = $5 = $6 = ""; sub(/^ +/, ""); print code "\t" $0 }' >"$work/descriptions"
    cat >"$work/lookup.awk" <<'AWK'
BEGIN { while ((getline line < descriptions) > 0) { split(line, field, "\t"); text[field[1]] = field[2] } }
{
    if (match($0, /code"?[:=] ?[45][0-9][0-9][0-9][0-9]/)) {
        code = substr($0, RSTART + RLENGTH - 5, 5)
        print $0 "  # " code " " text[code]
    } else print
}
AWK
    # An index of 400 messages that begin alike, some of which stand in the log.
    {
        echo message,code,constant,file,line
        echo 'No thumbnail for %s,40077,CodeEntityNotExist,a.go,1'
        echo 'Path not exist,40016,CodeParentNotExist,a.go,2'
        awk -F '\t' '{
            printf "%s,%s,CodeX,a.go,3\nfailed to %s,%s,CodeX,a.go,4\n", $2, $1, tolower($2), $1
            printf "%s (expected: %%d),%s,CodeX,a.go,5\nFailed to get %s,%s,CodeX,a.go,6\n", $2, $1, $2, $1
        }' "$work/descriptions" | head -398
    } >"$work/messages.csv"
    cat "$log" "$answers" >/dev/null
}

median() {
    sort -g | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# Seconds that a command takes: seconds COMMAND TIMES
seconds() {
    local start=$EPOCHREALTIME
    bash -c "for ((i = 0; i < $2; i++)); do $1; done" >/dev/null
    awk -v start="$start" -v end="$EPOCHREALTIME" -v times="$2" 'BEGIN { printf "%.6f\n", (end - start) / times }'
}

# A table: contest TITLE BYTES COMMAND... The ratios are to the first command, 2.00x is twice as fast. An amount of 0
# is for commands that only start, which they do a hundred times for one figure.
contest() {
    local title=$1 bytes=$2
    local times_each=1
    [[ $bytes == 0 ]] && times_each=100
    shift 2
    local commands=("$@")
    local times=()
    for command in "${commands[@]}"; do
        bash -c "$command" >/dev/null
        times+=("")
    done
    for ((round = 0; round < rounds; round++)); do
        for ((turn = 0; turn < ${#commands[@]}; turn++)); do
            local index=$(((round + turn) % ${#commands[@]}))
            times[index]+="$(seconds "${commands[index]}" $times_each) "
        done
    done
    local unit='GB/s'
    [[ $bytes == 0 ]] && unit='ms'
    printf '\n| %s | %s | ratio |\n| --- | ---: | ---: |\n' "$title" "$unit"
    for index in "${!commands[@]}"; do
        local own ratio
        own=$(tr ' ' '\n' <<<"${times[index]}" | grep . | median)
        ratio=$(paste <(tr ' ' '\n' <<<"${times[0]}" | grep .) <(tr ' ' '\n' <<<"${times[index]}" | grep .) |
            awk '{ print $1 / $2 }' | median)
        name=${commands[index]} awk -v bytes="$bytes" -v own="$own" -v ratio="$ratio" -v work="$work/" -v ours="$ours" '
            BEGIN {
                name = ENVIRON["name"]
                gsub(ours, "cloudreve-codes", name); gsub(work, "", name); gsub("bin/rg", "rg", name); gsub(/\|/, "\\|", name)
                printf "| `%s` | %.2f | %.2fx |\n", name, bytes ? bytes / own / 1e9 : own * 1e3, ratio
            }'
    done
}

memory() {
    printf '\nPeak memory: '
    for command in annotate stats; do
        /usr/bin/time --format "$command %M KiB  " "$ours" "$command" "$log" 2>&1 >/dev/null | tr -d '\n'
    done
    printf '\n'
}

prepare
contest 'file to /dev/null' "$(stat --format %s "$log")" \
    "$ours annotate $log" \
    "cat $log" \
    "$rg --passthru '$pattern' --replace '\$0  # \$1' $log"
contest 'with 400 messages' "$(stat --format %s "$log")" \
    "$ours annotate $log" \
    "$ours annotate --messages $work/messages.csv $log"
contest 'counting with 400 messages' "$(stat --format %s "$log")" \
    "$ours stats $log" \
    "$ours stats --messages $work/messages.csv $log"
contest 'with the messages of all releases' "$(stat --format %s "$log")" \
    "$ours annotate $log" \
    "$ours annotate --infer $log"
contest 'counting with the messages of all releases' "$(stat --format %s "$log")" \
    "$ours stats $log" \
    "$ours stats --infer $log"
contest 'through pipes' "$(stat --format %s "$log")" \
    "cat $log | $ours annotate | cat" \
    "cat $log | cat | cat"
contest 'a code in every line' "$(stat --format %s "$answers")" \
    "$ours annotate $answers" \
    "mawk -v descriptions=$work/descriptions -f $work/lookup.awk $answers" \
    "$rg --passthru '$pattern' --replace '\$0  # \$1' $answers"
contest 'counting' "$(stat --format %s "$log")" \
    "$ours stats $log" \
    "$rg --count 'code' $log" \
    "$rg --count '$pattern' $log"
contest 'starting' 0 \
    "$ours explain 40073" \
    "$rg --version"
# Once only: it takes as long as all else together.
rounds=1
contest 'JSON, once' "$(stat --format %s "$answers")" \
    "$ours annotate $answers" \
    "jq --raw-input --compact-output 'fromjson? | .code' $answers"
memory
