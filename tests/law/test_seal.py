"""The seal of a data folder: same on every machine, fresh as shipped, and what it refuses."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from ecluse.cli.main import status
from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.verdict import Outcome
from ecluse.errors import DataError, InputError
from ecluse.law import library as libraries
from ecluse.law.data_check import data_flaws
from ecluse.law.library import DATA, load
from ecluse.law.scenario import applied, read_scenario, scenario_of
from ecluse.law.seal import (
    KINDS,
    MANIFEST,
    differences,
    digest_over,
    file_digests,
    read_manifest,
    write_manifest,
)

US = Path("measures") / "us"
STANDING = "2022-08-01-standing-law.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data, manifest and all."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(path: Path, more: str = "\n# changed\n") -> None:
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


# ---- the seal ----------------------------------------------------------------------------------


def test_the_shipped_data_are_sealed() -> None:
    """Stale? `ecluse law seal` seals the data anew."""
    assert load(cache=False).modified == ()


def test_every_shipped_file_that_something_reads_is_sealed() -> None:
    manifest = read_manifest(DATA)
    assert manifest is not None
    shipped = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()}
    assert {name for name in shipped - set(manifest.files) if not name.endswith(".md")} == {
        MANIFEST
    }
    assert all(name.endswith(KINDS) for name in manifest.files)


@pytest.mark.slow
def test_the_digest_is_that_of_names_and_bytes_and_of_nothing_else() -> None:
    lines = []
    for path in sorted(path for kind in KINDS for path in DATA.rglob(f"*{kind}")):
        name = path.relative_to(DATA).as_posix()
        lines.append((name, f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"))
    wanted = hashlib.sha256("".join(line for _, line in sorted(lines)).encode()).hexdigest()
    assert load(cache=False).digest == wanted
    assert load(cache=False).version == f"2026-09-30+{wanted[:8]}"


@pytest.mark.slow
def test_the_version_is_the_same_wherever_the_folder_lies_and_whenever_it_was_written(
    data: Path,
) -> None:
    edit(data / "kernels" / "README.md")  # no data
    (data / ".DS_Store").write_bytes(b"x")
    for path in data.rglob("*.yaml"):
        os.utime(path, (1e9, 1e9))
    assert load(data, cache=False).version == load().version
    assert load(data, cache=False).sealed


@pytest.mark.slow
def test_the_version_knows_neither_python_nor_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = load().version
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for code in ("one release", "another"):
        monkeypatch.setattr(libraries, "code_digest", lambda *_, code=code: code)
        assert load().version == version
    assert len(list((tmp_path / "ecluse").glob("data-*.pickle"))) == 2


def test_what_is_changed_missing_and_extra_is_named(data: Path) -> None:
    edit(data / "prices" / "prices.yaml")
    (data / "llms" / "kimi.yaml").unlink()
    (data / "kernels" / "h100" / "more.csv").write_text("a\n", encoding="utf-8")
    books = load(data, cache=False)
    assert books.modified == (
        "kernels/h100/more.csv: extra",
        "llms/kimi.yaml: missing",
        "prices/prices.yaml: changed",
    )
    assert not books.sealed and books.version != load().version


def test_a_manifest_that_contradicts_itself_is_no_seal(data: Path) -> None:
    tree = json.loads((data / MANIFEST).read_text(encoding="utf-8"))
    tree["digest"] = "0" * 64
    (data / MANIFEST).write_text(json.dumps(tree), encoding="utf-8")
    assert load(data, cache=False).modified == ("MANIFEST.json: changed",)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["", "{", "[]", "5", "{}", "[" * 100_000, '{"schema": "other/1"}', "\udcff"]
)
def test_what_is_no_manifest_is_one_line_and_no_crash(data: Path, text: str) -> None:
    (data / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises((DataError, InputError)) as caught:
        load(data, cache=False)
    assert "MANIFEST.json" in str(caught.value)


def test_a_manifest_is_written_whole_and_reads_back(data: Path) -> None:
    edit(data / "about.yaml")
    written = write_manifest(data, ["us/b", "us/a"])
    assert read_manifest(data) == written
    assert written.measures == ("us/a", "us/b")
    assert written.digest == digest_over(file_digests(data))
    assert differences(file_digests(data), written) == ()
    assert not list(data.glob(f".{MANIFEST}*"))


def test_a_link_back_to_where_one_came_from_is_followed_once(data: Path) -> None:
    (data / "measures" / "again").symlink_to(data)
    (data / "loop.yaml").symlink_to("loop.yaml")
    (data / "nowhere.csv").symlink_to("none.csv")
    assert set(file_digests(data)) == set(file_digests(DATA))


# ---- what unsealed data say --------------------------------------------------------------------


def test_modified_data_answer_and_say_so(data: Path) -> None:
    edit(data / "prices" / "prices.yaml")
    books = load(data, cache=False)
    found = ask("H20", to="China", on=date(2025, 5, 20), library=books)
    assert found.outcome is Outcome.LICENSE
    for lang, words in (
        ("en", "Modified data, not as sealed: prices/prices.yaml."),
        ("fr", "Données modifiées, différentes du scellé\u00a0: prices/prices.yaml."),
    ):
        said = to_json(found, books, lang=lang)
        assert said["data_modified"] is True
        assert said["disclaimer"].endswith(words)


def test_sealed_data_say_nothing_of_it() -> None:
    said = to_json(ask("H20", to="China", on=date(2025, 5, 20)), load())
    assert said["data_modified"] is False
    assert "odified" not in said["disclaimer"]


@pytest.mark.slow
def test_data_without_a_manifest_answer_and_say_so(data: Path) -> None:
    (data / MANIFEST).unlink()
    books = load(data, cache=False)
    assert books.modified == ("MANIFEST.json: missing",)
    assert ask("H20", to="China", on=date(2025, 5, 20), library=books).outcome is Outcome.LICENSE


def test_the_terminal_and_a_book_say_so(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    edit(data / "prices" / "prices.yaml")
    monkeypatch.setenv("ECLUSE_DATA", str(data))
    assert status(["check", "H20", "--to", "China", "--on", "2025-05-20"]) == 0
    assert "Modified data, not as sealed: prices/prices.yaml" in " ".join(
        capsys.readouterr().out.split()
    )
    book = tmp_path / "book.csv"
    book.write_text("Part,Ship-To Country,Ship Date\nH20,China,2025-05-20\n", encoding="utf-8")
    assert status(["orders", str(book), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["data_modified"] is True
    assert "Modified data" in said["disclaimer"]


# ---- what may not answer -----------------------------------------------------------------------


def emptied(folder: Path) -> None:
    shutil.rmtree(folder / US)
    (folder / US).mkdir()


def without_standing(folder: Path) -> None:
    (folder / US / STANDING).unlink()


def standing_alone(folder: Path) -> None:
    for path in (folder / US).glob("*.yaml"):
        if path.name != STANDING:
            path.unlink()


def without_one(folder: Path) -> None:
    (folder / US / "2025-04-15-letters-h20.yaml").unlink()


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (emptied, "the data hold no standing law"),
        pytest.param(without_standing, "the data hold no standing law", marks=pytest.mark.slow),
        (standing_alone, " more, which their seal names"),
        pytest.param(
            without_one,
            "the data lack us/2025-04-15-letters-h20, which their seal names",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_data_that_lack_what_they_must_hold_refuse_to_answer(
    damage, what, data, monkeypatch, capsys
) -> None:
    """Seen: "not subject" for most of a book, or no license required."""
    damage(data)
    with pytest.raises(DataError, match=what):
        load(data, cache=False)
    monkeypatch.setenv("ECLUSE_DATA", str(data))
    assert status(["check", "H20", "--to", "China", "--on", "2025-05-20"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and what in said.err and said.err.count("\n") == 1
    assert status(["law", "check", "--json"]) == 2
    flaws = json.loads(capsys.readouterr().out)["flaws"]
    assert any(what in flaw["what"] and flaw["severity"] == "error" for flaw in flaws)


@pytest.mark.parametrize("damage", [emptied, without_standing])
def test_no_seal_makes_data_without_a_standing_law_answer(
    damage, data, monkeypatch, capsys
) -> None:
    damage(data)
    monkeypatch.setenv("ECLUSE_DATA", str(data))
    assert status(["law", "seal"]) == 2
    assert "the data hold no standing law" in capsys.readouterr().err
    (data / MANIFEST).unlink()
    with pytest.raises(DataError, match="no standing law"):
        load(data, cache=False)


@pytest.mark.slow
def test_a_measure_under_another_file_name_is_still_held(data: Path) -> None:
    folder = data / US
    (folder / "2025-04-15-letters-h20.yaml").rename(folder / "letters.yaml")
    books = load(data, cache=False)
    assert books.lacking == () and not books.sealed
    assert ask("H20", to="China", on=date(2025, 5, 20), library=books).outcome is Outcome.LICENSE


def test_a_measure_of_ones_own_may_be_added(data: Path) -> None:
    (data / US / "mine.yaml").write_text(
        "measure: us/mine\nkind: report\ntitle: {en: x, fr: x}\nsummary: {en: x, fr: x}\n"
        "cited: {source: mine}\npublished: 2026-01-01\n",
        encoding="utf-8",
    )
    books = load(data, cache=False)
    assert books.modified == ("measures/us/mine.yaml: extra",)
    assert ask("H20", to="China", on=date(2025, 5, 20), library=books).outcome is Outcome.LICENSE


def test_a_day_on_which_the_standing_law_does_not_stand_is_not_answered() -> None:
    """A scenario may not leave a law under which nothing is subject to the regulations."""
    from ecluse.facts.reader import parse_document

    library = load()

    def register_with(body: str):
        text = f"scenario: t\nsays: {{en: x, fr: x}}\n{body}"
        document = parse_document(text, name="s.yaml", user=True)
        return applied(scenario_of(document, library), library.register)

    def without(*provisions: str):
        listed = ", ".join(f"'{each}'" for each in provisions)
        return register_with(
            "pauses: [{measure: us/2022-08-01-standing-law, since: 2025-06-01, until: 2025-07-01,"
            f" provisions: [{listed}]}}]\n"
        )

    grounds = (
        *("734.3(a)(1)-(2)", "734.3(a) for US designs"),
        *("734.4(c)-(d)", "734.4(a)(1)", "734.4(a)(6)"),
        *("734.9", "734.9(b)", "734.9(e)(1)", "734.9(f)", "734.9(g)", "734.9(j)"),
        "744.6(b) and (c)",
    )
    assert set(grounds) == library.jurisdiction
    paused = without(*grounds)
    with pytest.raises(DataError, match="the data hold no standing law on 2025-06-01"):
        ask("H20", to="China", on=date(2025, 6, 1), register=paused, library=library)
    assert (
        ask("H20", to="China", on=date(2025, 7, 1), register=paused, library=library).outcome
        is Outcome.LICENSE
    )
    one = without("734.9")
    assert ask("H20", to="China", on=date(2025, 6, 1), register=one, library=library)


def test_a_record_with_days_without_a_standing_law_is_an_error(data: Path) -> None:
    path = data / US / STANDING
    text = path.read_text(encoding="utf-8")
    assert "effective: 2022-08-01" in text
    path.write_text(text.replace("effective: 2022-08-01", "effective: 2022-09-01"), "utf-8")
    flaws = [flaw for flaw in data_flaws(load(data, cache=False)) if flaw.severity == "error"]
    assert [flaw.what.partition(":")[0] for flaw in flaws] == [
        "no standing law is in force on 2022-08-01 (reading"
    ] * 2


def test_the_shipped_scenarios_leave_the_standing_law_alone(library) -> None:
    from ecluse.law.scenario import shipped

    names = shipped()
    assert names
    for name in names:
        register = applied(read_scenario(name, library), library.register)
        days = [day for day in register.days() if day >= register.answers_from]
        assert days
        for day in days:
            library.check_answers(register.at(day))


# ---- the command -------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_command_seals_and_checks(data, monkeypatch, capsys) -> None:
    monkeypatch.setenv("ECLUSE_DATA", str(data))
    assert status(["law", "seal", "--check"]) == 0
    edit(data / "about.yaml")
    assert status(["law", "seal", "--check"]) == 2
    assert "about.yaml: changed" in capsys.readouterr().out
    assert status(["law", "check", "--json"]) == 0
    flaws = json.loads(capsys.readouterr().out)["flaws"]
    assert [flaw["severity"] for flaw in flaws if "not as it was sealed" in flaw["what"]] == [
        "warning"
    ]
    assert status(["law", "seal"]) == 0
    assert status(["law", "seal", "--check", "--json"]) == 0
    capsys.readouterr()
    assert load(data, cache=False).sealed


def test_sealing_says_which_measures_are_no_longer_held(data, monkeypatch, capsys) -> None:
    without_one(data)
    monkeypatch.setenv("ECLUSE_DATA", str(data))
    assert status(["law", "seal"]) == 0
    assert "no longer held: us/2025-04-15-letters-h20" in capsys.readouterr().out
    assert load(data, cache=False).lacking == ()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_one_line(data, monkeypatch, capsys) -> None:
    edit(data / "about.yaml")
    data.chmod(0o500)
    monkeypatch.setenv("ECLUSE_DATA", str(data))
    assert status(["law", "seal"]) == 2
    assert "cannot write the manifest" in capsys.readouterr().err
    data.chmod(0o700)


def test_a_manifest_says_no_digest_twice(data) -> None:
    path = data / MANIFEST
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{\n", '{\n "digest": "x",\n', 1), encoding="utf-8")
    with pytest.raises(DataError, match="'digest' stands twice"):
        read_manifest(data)


@pytest.mark.slow
def test_a_name_that_is_no_utf8_has_a_digest_and_cannot_be_sealed(
    data, monkeypatch, capsys
) -> None:
    name = os.fsdecode(b"measures/us/caf\xe9.csv")
    (data / name).write_bytes(b"a,b\n")
    assert load(data, cache=False).modified == (f"{name}: extra",)
    with pytest.raises(InputError, match="is no plain text"):
        write_manifest(data, ())
    monkeypatch.setenv("ECLUSE_DATA", str(data))
    assert status(["check", "H20", "--to", "CN", "--on", "2025-05-20", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["data_modified"]


def test_a_sealed_file_that_is_gone_is_an_error_and_a_changed_one_a_warning(data) -> None:
    (data / "provisions.yaml").unlink()
    edit(data / "about.yaml")
    flaws = {flaw.where: flaw.severity for flaw in data_flaws(load(data, cache=False))}
    assert flaws == {"data/provisions.yaml": "error", "data/about.yaml": "warning"}
