"""Measures what counting costs inside engines: see benches/engines.sh.

Usage: engines.py FOLDER ROUNDS, where FOLDER has server.log.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

folder, rounds = sys.argv[1], int(sys.argv[2])
log = f"{folder}/server.log"
size = os.path.getsize(log)
tool = shutil.which("cloudreve-codes")
# A code behind a key, in the forms that the log has. It misses those of three digits.
pattern = r'\bcode"?[:=] ?([45][0-9]{4})\b'
tick = os.sysconf("SC_CLK_TCK")


def processor_seconds():
    """Of this process and of all below it, those that have ended too."""
    parents, spent = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(name)] = int(fields[1])
        spent[int(name)] = sum(map(int, fields[11:15])) / tick

    def is_below(process):
        while process not in (0, os.getpid()):
            process = parents.get(process, 0)
        return process != 0

    return sum(seconds for process, seconds in spent.items() if is_below(process))


def clickhouse():
    from chdb.session import Session

    server = tempfile.mkdtemp(dir=folder)
    shutil.copy(tool, server)
    with open(f"{server}/cloudreve_function.xml", "w") as file:
        file.write(
            "<functions><function><type>executable_pool</type><name>cloudreve_line_codes</name>"
            "<argument><type>String</type><name>line</name></argument><return_type>Array(UInt32)</return_type>"
            "<format>TSVRaw</format><command>cloudreve-codes annotate --each-line</command></function></functions>"
        )
    functions = f"user_scripts_path={server}&user_defined_executable_functions_config={server}/*_function.xml"
    session = Session(f"{server}/data?{functions}")
    session.query("CREATE DATABASE logs ENGINE = Atomic")
    session.query("USE logs")
    session.query(
        r"CREATE FUNCTION cloudreve_codes AS line ->"
        r" if(position(line, 'ode') > 0, cloudreve_line_codes(translate(line, '\n', '\r')), [])"
    )
    session.query("CREATE TABLE log (line String) ENGINE = MergeTree ORDER BY tuple()")
    session.query(f"INSERT INTO log SELECT line FROM file('{log}', LineAsString, 'line String')")
    # Merges would be counted too.
    session.query("OPTIMIZE TABLE log FINAL")

    def hits(codes):
        query = f"SELECT sum(hits) FROM (SELECT arrayJoin({codes}) AS code, count() AS hits FROM log GROUP BY code)"
        # As often as the clock needs to tell such queries apart.
        return lambda: [int(session.query(query, "TSV").data()) for _ in range(5)][0]

    def lines():
        return [int(session.query("SELECT countIf(length(line) > 0) FROM log", "TSV").data()) for _ in range(5)][0]

    expression = pattern.replace("\\", "\\\\")
    return 5, {
        "the tool": hits("cloudreve_codes(line)"),
        "the tool, without the filter": hits("cloudreve_line_codes(line)"),
        "its own regular expression": hits(f"extractAll(line, '{expression}')"),
        "a count of the lines": lines,
    }


def spark():
    from pyspark.sql import SparkSession

    os.environ["SPARK_WORKER_DIR"] = tempfile.mkdtemp(dir=folder)
    spark = (
        SparkSession.builder.master("local-cluster[2,1,2048]")
        .config("spark.files", tool)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.executor.memory", "2g")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    spark.read.text(log, lineSep="\n").createOrReplaceTempView("log")

    def hits(codes):
        query = f"SELECT sum(hits) FROM (SELECT code, count(*) AS hits FROM ({codes}) GROUP BY code)"
        return lambda: spark.sql(query).first()[0]

    def by_lines(condition):
        answers = f"SELECT TRANSFORM(value) USING './cloudreve-codes annotate --each-line' AS (codes STRING) FROM log {condition}"
        return hits(f"SELECT explode(from_json(codes, 'array<int>')) AS code FROM ({answers}) WHERE codes <> '[]'")

    def by_ranges():
        path, step = log, 128 << 20

        def count(start):
            command = ["./cloudreve-codes", "stats", "--json", "--range", f"{start}-{start + step}", path]
            return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout

        starts = range(0, size, step)
        reports = spark.sparkContext.parallelize(starts, len(starts)).map(count).collect()
        with tempfile.TemporaryDirectory() as reports_folder:
            files = [f"{reports_folder}/{start}" for start in starts]
            for file, report in zip(files, reports):
                with open(file, "wb") as out:
                    out.write(report)
            merged = subprocess.run([tool, "stats", "--merge", "--json", *files], stdout=subprocess.PIPE, check=True)
        return json.loads(merged.stdout)["hits"]

    expression = pattern.replace("\\", "\\\\")
    return 1, {
        "the tool, by lines": by_lines("WHERE contains(value, 'ode')"),
        "the tool, by lines without the filter": by_lines(""),
        "the tool, by ranges": by_ranges,
        "its own regular expression": hits(f"SELECT explode(regexp_extract_all(value, '{expression}', 1)) AS code FROM log"),
        "a count of the lines": lambda: spark.sql("SELECT count(*) FROM log WHERE length(value) > 0").first()[0],
    }


def duckdb():
    table = (
        f"read_csv('{log}', columns = {{'line': 'VARCHAR'}}, header = false, auto_detect = false, delim = '',"
        " quote = '', escape = '', strict_mode = false)"
    )

    def number(command):
        return int(subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, check=True, text=True).stdout)

    def query(query):
        return number(f"duckdb -noheader -list <<'SQL'\n{query};\nSQL")

    codes = f"SELECT unnest(regexp_extract_all(line, '{pattern}', 1)) AS code FROM {table}"
    objects = "FROM read_json('/dev/stdin', format = 'newline_delimited')"
    grouped = "SELECT sum(hits)::BIGINT FROM (SELECT code, count(*) AS hits {} GROUP BY code)"
    pipe = f'cloudreve-codes annotate --json {log} | duckdb -noheader -list -c "{grouped.format(objects)}"'
    return 1, {
        "the tool": lambda: number(pipe),
        "its own regular expression": lambda: query(grouped.format(f"FROM ({codes})")),
        "a count of the lines": lambda: query(f"SELECT count(*) FROM {table} WHERE length(line) > 0"),
    }


def measure(name, times, contestants):
    seconds = {contestant: [] for contestant in contestants}
    found = {}
    for turn in range(rounds + 1):
        for contestant, run in contestants.items():
            before = processor_seconds()
            found[contestant] = run()
            if turn > 0:
                seconds[contestant].append((processor_seconds() - before) / times / size * 1e9)
    own = statistics.median(seconds["its own regular expression"])
    for contestant in contestants:
        median = statistics.median(seconds[contestant])
        print(f"| {name} | {contestant} | {median:.2f} | {median / own:.2f}x | {found[contestant]:,} |", flush=True)


stats = json.loads(subprocess.run([tool, "stats", "--json", log], stdout=subprocess.PIPE, check=True).stdout)
print(f"\n`stats` finds {stats['hits']:,} codes in {stats['lines']:,} lines.\n")
print("| engine | counts by | processor seconds a GB | ratio | found |\n| --- | --- | ---: | ---: | ---: |")
for name, engine in {"ClickHouse": clickhouse, "DuckDB": duckdb, "Spark": spark}.items():
    measure(name, *engine())
