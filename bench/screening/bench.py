"""How well and how fast parties are screened, beside plain rapidfuzz and nomenklatura's LogicV2.

    python bench/screening/bench.py [--sample 400] [--seed 1] [--rival PYTHON] [--quick]

Prints, in one run: recall on perturbed list names, false hits on synthetic firms that nobody
lists, both thirds of labelled.csv (the frozen one is never looked at while tuning), parties per
CPU second, and a cold single name. --rival names the Python of an environment that has
nomenklatura; it is asked for the labelled set alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from ecluse.law.data_home import SHIPPED
from ecluse.screening.entry import SECTION_1260H
from ecluse.screening.lists import open_lists
from ecluse.screening.name_words import name_words, scoring
from ecluse.screening.party import Party
from ecluse.screening.screen import Screener

HERE = Path(__file__).parent
CYRILLIC = dict(zip("aeopcxy", "аеорсху", strict=True))
SYLLABLES = [
    "hua",
    "xin",
    "tong",
    "da",
    "zhi",
    "hui",
    "jin",
    "sheng",
    "kai",
    "yuan",
    "ming",
    "hong",
    "bo",
    "rui",
    "an",
    "ke",
    "li",
    "wei",
    "fei",
    "yun",
    "long",
    "teng",
    "qi",
    "bao",
    "chuang",
    "xing",
    "guang",
    "lian",
    "ze",
    "hao",
    "cheng",
    "tai",
    "jia",
    "rong",
    "pu",
    "shuo",
]
TRADES = [
    "Technology",
    "Electronics",
    "Semiconductor",
    "Trading",
    "Information",
    "Network",
    "Industrial",
    "Intelligent",
    "Data",
    "Software",
    "Logistics",
    "Optoelectronics",
    "Automation",
    "Equipment",
]


def perturbed(name: str, rnd: random.Random) -> dict[str, str]:
    """Other spellings of a name, by what was done to it."""
    words = name.replace(",", "").split()
    legal, business = name_words().legal, name_words().business
    core = [word for word in words if word.lower().strip(".") not in legal]
    long = [place for place, word in enumerate(core) if len(word) >= 6 and word.isalpha()]
    spelled = {"legal form": " ".join([*core, "LLC"]), "order": " ".join(reversed(core))}
    short = {full: part for part, full in business.items() if len(part) < len(full)}
    brief = [short.get(business.get(word.lower(), ""), word) for word in core]
    if brief != core:
        spelled["abbreviation"] = " ".join(brief)
    if len(" ".join(words)) > 35:
        spelled["cut at 35"] = " ".join(words)[:35]
    if long:
        place = rnd.choice(long)
        word = core[place]
        at = rnd.randrange(1, len(word) - 1)
        typo = rnd.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + rnd.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :],
            ]
        )
        middle = len(word) // 2
        for kind, other in (
            ("typo", typo),
            ("split", f"{word[:middle]} {word[middle:]}"),
            ("hyphen", f"{word[:middle]}-{word[middle:]}"),
            ("homoglyph", "".join(CYRILLIC.get(sign, sign) for sign in word)),
            ("invisible", f"{word[:middle]}\u200b{word[middle:]}"),
            ("letters apart", "-".join(word)),
            ("digits", word[0] + word[1:].translate(str.maketrans("oil", "011"))),
            ("vowels dropped", word[0] + "".join(s for s in word[1:] if s.lower() not in "aeiou")),
        ):
            spelled[kind] = " ".join([*core[:place], other, *core[place + 1 :]])
    if len(core) > 1:
        spelled["run together"] = "".join(part.capitalize() for part in core)
    usual = {*name_words().generic}
    dropped = [w for w in core if business.get(w.lower(), w.lower()) not in usual]
    if 1 < len(dropped) < len(core):
        spelled["usual words dropped"] = " ".join(dropped)
    return spelled


def sample_of(lists, size: int, rnd: random.Random) -> list[tuple[str, str, str | None]]:
    """Names of companies of several words: the name, the entry's key, its country."""
    chosen = [
        (entry.names[0], entry.key, entry.countries[0] if entry.countries else None)
        for entry in lists.entries
        if entry.names[0].isascii()
        and 2 <= len(entry.names[0].split()) <= 8
        and entry.type not in ("Individual", "Vessel", "Aircraft")
        and not entry.is_address
        and "(" not in entry.names[0]
    ]
    return rnd.sample(chosen, min(size, len(chosen)))


def synthetic(size: int, rnd: random.Random) -> list[Party]:
    """Firms that nobody lists, made of a place, two or three syllables and what they do."""
    places = [place.capitalize() for place in name_words().place][:40]

    def name() -> str:
        place = rnd.choice(places)
        own = "".join(rnd.sample(SYLLABLES, rnd.choice([2, 3]))).capitalize()
        return f"{place} {own} {' '.join(rnd.sample(TRADES, 2))} Co., Ltd."

    return [Party(name=name(), country="CN") for _ in range(size)]


def labelled() -> list[dict[str, str]]:
    with (HERE / "labelled.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def report_labelled(name: str, found) -> None:
    """Found of the listed, false of the clean, in both thirds; `found` gives lists and names."""
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in labelled():
        met = found(row["name"], row["country"])
        if row["label"] == "listed":
            wanted = row["entry"].split(";")
            right = any(
                part in text.lower() for _, names in met for text in names for part in wanted
            )
        else:
            right = any(code != SECTION_1260H for code, _ in met)
        third = "frozen" if row["frozen"] == "yes" else "open"
        cell = counts[third, row["script"], row["label"]]
        cell[0] += right
        cell[1] += 1
    for (third, script, label), (right, all_) in sorted(counts.items()):
        what = "found" if label == "listed" else "false"
        print(f"  {name:28} {third:7} {script:6} {what}  {right} of {all_}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--sample", type=int, default=400)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rival")
    options.add_argument("--quick", action="store_true")
    asked = options.parse_args()
    rnd = random.Random(asked.seed)
    lists = open_lists(SHIPPED)
    screener = Screener.open(SHIPPED)
    least = scoring()["review_from"]
    print(f"{len(lists.entries):,} entries, {len(screener.index.totals):,} forms of names")

    print("perturbed list names (the entry is among the matches)")
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, key, country in sample_of(lists, asked.sample, rnd):
        for kind, other in perturbed(name, rnd).items():
            met = screener.matches(Party(name=other, country=country))
            counts[kind][0] += any(match.entry == key for match in met)
            counts[kind][1] += 1
    for kind, (right, all_) in sorted(counts.items()):
        print(f"  {kind:20} {right / all_:.2f} of {all_}")

    firms = synthetic(1500, rnd)
    clock = time.process_time()
    false = sum(map(bool, map(screener.matches, firms)))
    spent = time.process_time() - clock
    print(
        f"synthetic firms: {false} of {len(firms)} met something; {len(firms) / spent:,.0f} a CPU s"
    )

    entries = {entry.key: entry for entry in lists.entries}

    def own(name: str, country: str):
        met = screener.matches(Party(name=name, country=country))
        return [
            (entries[match.entry].list, entries[match.entry].names)
            for match in met
            if match.entry in entries
        ]

    print(f"labelled set, at {least}")
    clock = time.process_time()
    report_labelled("ecluse", own)
    speed = len(labelled()) / (time.process_time() - clock)
    print(f"  {speed:,.0f} parties a CPU s, nothing kept before")
    if not asked.quick:
        plain_rapidfuzz(lists)
    if asked.rival:
        rival(asked.rival, lists)
    cold()


def plain_rapidfuzz(lists) -> None:
    from rapidfuzz import fuzz, process, utils

    names = [(entry.list, name) for entry in lists.entries for name in entry.names]
    texts = [utils.default_process(name) for _, name in names]
    for scorer, least in ((fuzz.WRatio, 90), (fuzz.token_sort_ratio, 80)):

        def found(name: str, _: str, scorer=scorer, least=least):
            met = process.extract(
                utils.default_process(name), texts, scorer=scorer, score_cutoff=least, limit=20
            )
            return [(names[place][0], [names[place][1]]) for _, _, place in met]

        clock = time.process_time()
        report_labelled(f"rapidfuzz {scorer.__name__} {least}", found)
        print(f"  {len(labelled()) / (time.process_time() - clock):,.1f} parties a CPU s")


def rival(python: str, lists) -> None:
    """LogicV2 on the labelled set, against the entries that share a word with the query."""
    from ecluse.screening.han import latin_of

    by_word = defaultdict(set)
    for place, entry in enumerate(lists.entries):
        for name in entry.names:
            for word, _ in latin_of(name):
                by_word[word[:4]].add(place)
    asked = []
    for row in labelled():
        near = {
            place
            for word, _ in latin_of(row["name"])
            if len(by_word[word[:4]]) < 400
            for place in by_word[word[:4]]
        }
        asked.append([row["name"], row["country"], sorted(near)])
    given = {
        "asked": asked,
        "entries": {
            p: [list(lists.entries[p].names), list(lists.entries[p].countries)]
            for _, _, near in asked
            for p in near
        },
    }
    ran = subprocess.run(
        [python, HERE / "logic_v2.py"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        print("  LogicV2 could not be run:", ran.stderr.strip().splitlines()[-1:])
        return
    told = json.loads(ran.stdout)
    met = {
        (name, country): places
        for (name, country, _), places in zip(asked, told["met"], strict=True)
    }
    report_labelled(
        "nomenklatura LogicV2 0.70",
        lambda name, country: [
            (lists.entries[p].list, lists.entries[p].names) for p in met[name, country]
        ],
    )
    print(f"  {len(asked) / told['cpu_s']:,.1f} parties a CPU s")


def cold() -> None:
    """A single name in a new process, beside one that opens the law and screens nobody."""
    start = "from ecluse.law.library import load; data = load()\n"
    ask = (
        "from ecluse.screening.screen import Screener; from ecluse.screening.party import Party\n"
        "from datetime import date\n"
        "Screener.open(data.folder).standing_matches(Party(name={!r}), date(2026, 7, 9))"
    )
    cases = {
        "nobody": start,
        "Latin": start + ask.format("Huawei Technologies"),
        "clean": start + ask.format("Enflame Technology"),
        "Chinese": start + ask.format("华为技术有限公司"),
        "Chinese, by sound": start + ask.format("深圳思谋科技"),
    }
    for name, code in cases.items():
        best = min(_seconds(code) for _ in range(7))
        print(f"  cold, {name:18} {best:.3f} s")


def _seconds(code: str) -> float:
    clock = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - clock


if __name__ == "__main__":
    main()
