"""`ecluse screen update` and `ecluse screen delta` on the command line."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from ecluse.cli.lists_table import print_changes
from ecluse.cli.main import status
from ecluse.law.data_home import SHIPPED, data_folder
from ecluse.screening.list_changes import EntryChange, ListChange
from ecluse.screening.lists import FOLDER, VERSIONS
from ecluse.screening.make_index import make_index
from ecluse.screening.screen import Screener

FILES = Path(__file__).parent / "files"
LONG = {"sdn.csv", "el.csv", "dpl.csv", "dtc.csv"}


@pytest.fixture
def short_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data answer with their short lists alone, of which an index is soon made."""
    data = shutil.copytree(SHIPPED, tmp_path / "data", copy_function=os.symlink)
    versions = data / FOLDER / VERSIONS
    rows = versions.read_text(encoding="utf-8").splitlines(keepends=True)
    versions.unlink()  # the link, not the shipped file
    short = [row for row in rows if row.partition(",")[0] not in LONG]
    assert len(short) == len(rows) - len(LONG)
    versions.write_text("".join(short), encoding="utf-8")
    monkeypatch.setenv("ECLUSE_DATA", str(data))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return data


@pytest.mark.slow
@pytest.mark.usefixtures("short_lists")
def test_update_delta_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["screen", "update", str(FILES / "csl_2025_sample.csv")]) == 2
    assert "--as-of" in capsys.readouterr().err
    shrunken = ["screen", "update", str(FILES / "csl_2025_sample.csv"), "--as-of", "2026-09-01"]
    assert status(shrunken) == 2
    assert "say --force" in capsys.readouterr().err
    assert not list((tmp_path / "home").rglob("*.csv"))
    simple = tmp_path / "targets.simple.csv"
    simple.write_text(
        "id,schema,name,aliases,countries,identifiers,dataset\nNK-1,Company,Acme,,cn,,EU\n",
        encoding="utf-8",
    )
    update = ["screen", "update", str(simple), "--as-of", "2026-09-01", "--json"]
    assert status(update) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["schema"] == "ecluse.screening-lists/1"
    assert [each["list"] for each in answer["lists"] if each["loaded"]] == ["OS"]
    assert Screener.is_made(data_folder())  # nobody who asks next waits for the index
    assert status(["screen", "update"]) == 0
    assert "CC BY-NC" in capsys.readouterr().out
    assert status(["screen", "delta", "shipped", "in-use", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] == []
    assert status(["screen", "update", "--rollback", "--lang", "fr"]) == 0
    assert "OpenSanctions :" not in capsys.readouterr().out


def test_delta_of_two_files_and_a_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.csv"
    book.write_text(
        "item,consignee,end user\nH20,Lumen Robotics,Aaron R. Henderson\n", encoding="utf-8"
    )
    sides = [str(FILES / f"dpl_{day}.txt") for day in ("2019-07", "2022-09")]
    assert status(["screen", "delta", *sides, "--orders", str(book)]) == 0
    out = capsys.readouterr().out
    assert "1 of 2 different names must be screened again" in out
    assert "Aaron R. Henderson" in out


@pytest.mark.parametrize(("lang", "told"), [("en", "19,181"), ("fr", "19 181")])
def test_no_number_and_no_day_of_a_narrow_table_is_cut(
    lang: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    days = {"before": date(2026, 7, 9), "as_of": date(2026, 7, 31)}
    change = ListChange(list="SDN", **days, entries=19_181, added=0, removed=0, changed=0)
    print_changes([change], [], lang)
    out = capsys.readouterr().out.replace("\u202f", " ").replace("\u00a0", " ")
    assert told in out
    assert "…" not in out
    assert lang == "fr" or "2026-07-09" in out


def test_twelve_entries_are_told_and_the_others_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    days = {"before": date(2026, 7, 9), "as_of": date(2026, 7, 31)}
    change = ListChange(list="EL", **days, entries=40, added=0, removed=0, changed=0)
    for count in (1, 12, 13, 14):
        entries = [
            EntryChange(how="added", list="EL", entry=f"{n}", name=f"Lumen Robotics {n}")
            for n in range(count)
        ]
        print_changes([change], entries, "en")
        out = capsys.readouterr().out
        assert out.count("Lumen Robotics") == min(count, 12)
        told = f"and {count - 12} more; JSON has all"
        assert (told in out, "more;" in out) == (count > 12, count > 12), count


@pytest.mark.slow
def test_an_index_is_made_once_and_apart(
    short_lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert not Screener.is_made(short_lists)
    assert make_index(short_lists)
    made = [each.name.partition("-")[0] for each in (tmp_path / "cache").rglob("screening-*")]
    assert made == ["screening"]
    assert Screener.is_made(short_lists)
    assert not make_index(short_lists)
