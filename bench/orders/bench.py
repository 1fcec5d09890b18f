"""Order books at speed: one run, every ratio beside it.

    python bench/orders/bench.py [--lines 100000 1000000 10000000] [--own 1000000] [--spark]

Books are made here, the same each time. Each timing is of a process of its own, so that its memory
is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ITEMS = (
    "A100",
    "A800 SXM4 80GB",
    "A30",
    "L4",
    "L20",
    "L40S",
    "H100",
    "H800",
    "H200",
    "NVIDIA H20",
    "RTX 4090",
    "RTX 4080",
    "RTX 5090 D",
    "MI250X",
    "MI300X",
    "MI308X",
    "HGX H100 8-GPU",
    "HGX H20 8-GPU",
    "T4",
    "Fan tray",
)
PLACES = (
    "CN",
    "Hong Kong",
    "MO",
    "TW",
    "SG",
    "Malaysia",
    "AE",
    "SA",
    "QA",
    "IN",
    "JP",
    "KR",
    "DE",
    "FR",
    "GB",
    "NL",
    "SE",
    "PL",
    "CH",
    "IL",
    "TR",
    "TH",
    "Vietnam",
    "ID",
    "BR",
    "MX",
    "CA",
    "AU",
    "KZ",
    "KH",
    "EG",
    "ZA",
    "PK",
    "RU",
    "US",
    "China",
    "Singapore",
    "Atlantis",
)
# Parties' names are made of these: a number alone would name nobody, and leave its lines open.
FIRST = ("Amber", "Birch", "Cedar", "Delph", "Elder", "Ferrow", "Garnet", "Hazel", "Iris", "Juno")
SECOND = ("field", "brook", "stead", "worth", "mere", "haven", "grove", "dale", "croft", "holm")
TRADE = ("Systems", "Data", "Cloud", "Research", "Networks")
FORMS = ("GmbH", "AG", "Ltd", "Inc", "SAS", "BV", "AB", "Oy", "Pte", "SpA")
SEATS = ("", "", "", "", "", "", "", "CN", "US", "CN")
MEMORY = "640MB"


def listed(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(f"'{word}'" for word in words) + "]"


def make(path: Path, lines: int) -> None:
    """A book of random lines over real products, places and days."""
    import duckdb

    def draw(words: tuple[str, ...], by: int) -> str:
        return f"{listed(words)}[1 + ((h // {by}) % {len(words)})::INT]"

    duckdb.sql(f"""COPY (SELECT 'SO-' || i AS order_number, {draw(ITEMS, 1)} AS part, {draw(PLACES, 97)} AS destination, nullif({draw(SEATS, 8191)}, '') AS headquarters,
        DATE '2022-08-08' + ((h // 65537) % 1540)::INT AS ship_date, (1 + (h // 131071) % 500)::INT AS quantity,
        (100 + (h // 524287) % 40000)::DECIMAL(12,2) AS unit_value,
        {draw(FIRST, 2097143)} || {draw(SECOND, 20971430)} || ' ' || {draw(TRADE, 209714300)} || ' ' || {draw(FORMS, 1048571500)} AS consignee
        FROM (SELECT i, hash(i + 20261123) // 2 AS h FROM range({lines}) t(i))) TO '{path}' (FORMAT parquet)""")


def connection():
    import duckdb

    made = duckdb.connect(config={"memory_limit": MEMORY})
    made.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    return made


# ---- what is timed -------------------------------------------------------------------------------


def scan(book: Path, out: Path) -> dict:
    """The bare scan-and-write of the same file: nothing is decided."""
    made = connection()
    began = time.perf_counter()
    made.execute(f"COPY (SELECT * FROM '{book}') TO '{out}' (FORMAT parquet)")
    return {"seconds": time.perf_counter() - began}


def ours(book: Path, out: Path, engine: str = "duckdb", *, screen: bool = True) -> dict:
    """The whole of `ecluse orders`: reading, resolving, deciding, totals, writing."""
    from ecluse.law.library import load
    from ecluse.orders.book import run_orders

    library = load()
    stages: list[tuple[str, float]] = []

    def tell(stage: str, *_: int) -> None:
        if not stages or stages[-1][0] != stage:
            stages.append((stage, time.perf_counter()))

    began = time.perf_counter()
    report = run_orders(book, library=library, out=out, progress=tell, engine=engine, screen=screen)
    ended = time.perf_counter()
    spent = {
        stage: round(later - at, 2)
        for (stage, at), (_, later) in zip(stages, [*stages[1:], ("", ended)], strict=True)
    }
    return {
        "seconds": ended - began,
        "decided": report.decided,
        "cases": report.cases,
        "stages": spent,
    }


def by_hand(book: Path, out: Path, answered: Path) -> dict:
    """SQL tuned by hand for the same decision: four small joins to whole-number codes, one to the
    answers. Making the tables is not timed, nor are totals made.
    """
    from ecluse.law.library import load

    made = connection()
    made.execute(f"CREATE VIEW answered AS SELECT * FROM '{answered}'")
    columns = [
        row[0]
        for row in made.execute("DESCRIBE answered").fetchall()
        if row[0].startswith("ecluse_") and row[0] != "ecluse_item"
    ]
    made.execute(
        f"CREATE TABLE answers AS SELECT row_number() OVER () AS a, * FROM (SELECT DISTINCT {', '.join(columns)} FROM answered)"
    )
    made.execute(
        "CREATE TABLE starts AS SELECT s, row_number() OVER (ORDER BY s) AS law FROM (SELECT unnest($1::DATE[]) AS s)",
        [load().register.days()],
    )
    made.execute(
        "CREATE TABLE days AS SELECT day, max(law) AS law FROM (SELECT DISTINCT ship_date AS day FROM answered) JOIN starts ON s <= day GROUP BY day"
    )
    made.execute(
        "CREATE TABLE places AS SELECT row_number() OVER () AS p, * FROM (SELECT DISTINCT destination, coalesce(headquarters, '') AS seat FROM answered)"
    )
    count = made.execute("SELECT count(*) + 1 FROM places").fetchone()[0]
    md5 = "md5(concat_ws('|', " + ", ".join(f"coalesce({column}, '~')" for column in columns) + "))"
    made.execute(
        f"CREATE TABLE cells AS SELECT part, law * {count} + p AS cell, any_value(a) AS a, count(DISTINCT a) AS n FROM (SELECT part, destination, coalesce(headquarters, '') AS seat, "
        f"ship_date AS day, {md5} AS m FROM answered) JOIN days USING (day) JOIN places USING (destination, seat) JOIN (SELECT a, {md5} AS m FROM answers) USING (m) GROUP BY ALL"
    )
    twice = made.execute("SELECT count(*) FROM cells WHERE n > 1").fetchone()[0]
    made.execute(
        "CREATE TABLE items AS SELECT row_number() OVER () AS i, * FROM (SELECT DISTINCT part, ecluse_item FROM answered)"
    )
    made.execute(
        "CREATE TABLE codes AS SELECT cell * (SELECT count(*) + 1 FROM items) + i AS k, a FROM cells JOIN items USING (part)"
    )
    items = made.execute("SELECT count(*) + 1 FROM items").fetchone()[0]
    began = time.perf_counter()
    made.execute(
        f"COPY (SELECT b.*, answers.* EXCLUDE (a), items.ecluse_item FROM '{book}' b LEFT JOIN items ON items.part = b.part "
        f"LEFT JOIN days ON days.day = b.ship_date LEFT JOIN places ON places.destination = b.destination AND places.seat = coalesce(b.headquarters, '') "
        f"LEFT JOIN codes ON codes.k = (days.law * {count} + places.p) * {items} + items.i LEFT JOIN answers ON answers.a = codes.a) TO '{out}' (FORMAT parquet)"
    )
    seconds = time.perf_counter() - began
    same = " AND ".join(f"x.{column} IS NOT DISTINCT FROM y.{column}" for column in columns)
    wrong = made.execute(
        f"SELECT count(*) FROM answered x JOIN '{out}' y USING (order_number) WHERE NOT ({same})"
    ).fetchone()[0]
    return {"seconds": seconds, "wrong": wrong + twice}


def spark_by_hand(book: Path, out: Path, answered: Path, folder: Path) -> dict:
    """Spark SQL by hand for the same decision, over tables prepared beforehand as `by_hand`
    prepares them.
    """
    from pyspark.sql import SparkSession

    from ecluse.law.library import load

    made = connection()
    made.execute(f"CREATE VIEW answered AS SELECT * FROM '{answered}'")
    columns = [
        row[0]
        for row in made.execute("DESCRIBE answered").fetchall()
        if row[0].startswith("ecluse_") and row[0] != "ecluse_item"
    ]
    made.execute(
        "CREATE TABLE starts AS SELECT s, row_number() OVER (ORDER BY s) AS law FROM (SELECT unnest($1::DATE[]) AS s)",
        [load().register.days()],
    )
    tables = {
        "days": "SELECT day, max(law) AS law FROM (SELECT DISTINCT ship_date AS day FROM answered) JOIN starts ON s <= day GROUP BY day",
        "answers": f"SELECT row_number() OVER () AS a, * FROM (SELECT DISTINCT {', '.join(columns)} FROM answered)",
        "items": "SELECT DISTINCT part, ecluse_item FROM answered",
    }
    for name, statement in tables.items():
        made.execute(f"CREATE TABLE {name} AS {statement}")
    md5 = "md5(concat_ws('|', " + ", ".join(f"coalesce({column}, '~')" for column in columns) + "))"
    tables["codes"] = (
        f"SELECT part, law, destination, coalesce(headquarters, '') AS seat, any_value(a) AS a FROM (SELECT *, {md5} AS m FROM answered) "
        f"JOIN days ON day = ship_date JOIN (SELECT a, {md5} AS m FROM answers) USING (m) GROUP BY ALL"
    )
    made.execute(f"CREATE TABLE codes AS {tables['codes']}")
    session = (
        SparkSession.builder.master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "2g")
        .config("spark.log.level", "OFF")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    for name in tables:
        made.execute(f"COPY {name} TO '{folder / name}.parquet' (FORMAT parquet)")
        session.read.parquet(str(folder / f"{name}.parquet")).createOrReplaceTempView(name)
    session.read.parquet(str(book)).createOrReplaceTempView("book")
    said = ", ".join(f"answers.{column}" for column in columns)
    began = time.perf_counter()
    session.sql(
        f"SELECT b.*, {said}, items.ecluse_item FROM book b LEFT JOIN items ON items.part = b.part LEFT JOIN days ON days.day = b.ship_date "
        "LEFT JOIN codes ON codes.part = b.part AND codes.law = days.law AND codes.destination = b.destination AND codes.seat = coalesce(b.headquarters, '') "
        "LEFT JOIN answers ON answers.a = codes.a"
    ).write.mode("overwrite").parquet(str(out))
    seconds = time.perf_counter() - began
    session.stop()
    return {"seconds": seconds}


def own_figures(lines: int, folder: Path) -> dict:
    """Every line another item with figures of its own, all days, all pairs of countries."""
    import duckdb

    from ecluse.law.library import load
    from ecluse.orders.book import run_orders

    library = load()
    codes = listed(tuple(library.countries.by_code))
    path = folder / "own.parquet"
    duckdb.sql(
        f"COPY (SELECT 'design ' || i AS part, {codes}[1 + (h % 249)::INT] AS destination, {codes}[1 + ((h // 257) % 249)::INT] AS headquarters, "
        f"DATE '2022-08-08' + ((h // 65537) % 1540)::INT AS ship_date, (1 + (h // 131071) % 30000) AS tpp, (1 + (h // 524287) % 1000) / 50 AS performance_density, "
        f"(h // 2097143) % 9000 AS dram_bandwidth_gb_per_s, (h // 8388593) % 1200 AS io_bandwidth_gb_per_s, (h // 33554393) % 2 = 0 AS datacenter "
        f"FROM (SELECT i, hash(i + 7) // 2 AS h FROM range({lines}) t(i))) TO '{path}' (FORMAT parquet)"
    )
    began = time.perf_counter()
    report = run_orders(path, library=library, out=folder / "own.out.parquet")
    return {
        "seconds": time.perf_counter() - began,
        "decided": report.decided,
        "cases": report.cases,
    }


# ---- putting it together -------------------------------------------------------------------------


def apart(what: str, *words: str) -> dict:
    """Run one timing in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", what, *words],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {
            "seconds": float("nan"),
            "error": (done.stderr.strip().splitlines() or ["?"])[-1][:300],
            "mib": 0,
        }
    return json.loads(done.stdout.strip().splitlines()[-1])


def one(what: str, words: list[str]) -> None:
    """What a process of its own does."""
    if what == "own":
        found = own_figures(int(words[0]), Path(words[1]))
    else:
        paths = [Path(word) for word in words]
        found = (
            ours(*paths, engine="spark")
            if what == "spark"
            else {
                "scan": scan,
                "ours": ours,
                "unscreened": partial(ours, screen=False),
                "hand": by_hand,
                "spark hand": spark_by_hand,
            }[what](*paths)
        )
    used = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps({**found, "mib": round(used / 1024)}))


def show(lines: int, name: str, found: dict, bare: dict, hand: dict) -> None:
    seconds = found["seconds"]
    more = " ".join(str(found[key]) for key in ("stages", "error") if found.get(key))
    more += f" {found['decided']:,} decided" if found.get("decided") else ""
    more += f" {found['wrong']:,} LINES DIFFER" if found.get("wrong") else ""
    print(
        f"{lines:>12,} {name:30} {seconds:>8.2f} {lines / seconds:>12,.0f} {bare['seconds'] / seconds:>8.2f} {hand['seconds'] / seconds:>8.2f} {found['mib']:>6}  {more}",
        flush=True,
    )


def main() -> None:
    """Time everything and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--own", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--one", nargs="+")
    asked = parser.parse_args()
    if asked.one:
        one(asked.one[0], asked.one[1:])
        return
    folder = Path(tempfile.mkdtemp(prefix="ecluse-bench-"))
    none = {"seconds": float("nan")}
    try:
        print(
            f"{'lines':>12} {'what':30} {'s':>8} {'lines/s':>12} {'of scan':>8} {'of hand':>8} {'MiB':>6}"
        )
        for lines in asked.lines:
            book, out = folder / "book.parquet", folder / "out.parquet"
            make(book, lines)
            alone = [apart("unscreened", str(book), str(out)) for _ in range(2)]
            first = apart("ours", str(book), str(out))
            bare = apart("scan", str(book), str(folder / "scan.parquet"))
            kept = apart("ours", str(book), str(out))
            same = apart("scan", str(out), str(folder / "scan.parquet"))
            hand = apart("hand", str(book), str(folder / "hand.parquet"), str(out))
            rows = [
                ("not screened, nothing kept yet", alone[0]),
                ("not screened, answers kept", alone[1]),
                ("ecluse, parties not kept yet", first),
                ("bare scan and write", bare),
                ("the same of the answered book", same),
                ("ecluse, answers kept", kept),
                ("DuckDB SQL by hand", hand),
            ]
            if asked.spark:
                rows.append(
                    (
                        "ecluse on Spark, answers kept",
                        apart("spark", str(book), str(folder / "spark.parquet")),
                    )
                )
                rows.append(
                    (
                        "Spark SQL by hand",
                        apart(
                            "spark hand",
                            str(book),
                            str(folder / "spark-hand.parquet"),
                            str(out),
                            str(folder),
                        ),
                    )
                )
            for name, found in rows:
                show(lines, name, found, bare, hand)
        for lines in asked.own:
            found = apart("own", str(lines), str(folder))
            show(
                lines,
                "own figures on every line",
                found,
                apart("scan", str(folder / "own.parquet"), str(folder / "scan.parquet")),
                none,
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
