"""Two releases of the facts, as folders on disk: what is other in them, and which answers change
because of it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ecluse.answers.plain import plain
from ecluse.cli.main import status
from ecluse.compare import BookDiff, compare, since_release
from ecluse.compare.release import open_folder
from ecluse.errors import InputError
from ecluse.law.library import DATA, Library, load
from ecluse.screening.seal_lists import seal_lists

DAY = "2024-06-01"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A copy of the shipped data."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture(scope="module")
def faster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release in which the H20 has TPP 700 x 8 = 5600, above 4800, and not 296 x 8 = 2368."""
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("faster") / "data"))
    edit(
        folder / "items" / "nvidia.yaml",
        "fp8_tera_ops_per_s: {value: 296",
        "fp8_tera_ops_per_s: {value: 700",
        "- item: NVIDIA H20 96GB",
    )
    return folder


@pytest.fixture(scope="module")
def faster_library(faster: Path) -> Library:
    return open_folder(faster, "old")


def edit(file: Path, old: str, new: str, after: str = "") -> None:
    text = file.read_text(encoding="utf-8")
    start = text.index(after)
    assert old in text[start:]
    file.write_text(text[:start] + text[start:].replace(old, new, 1), encoding="utf-8")


def compared(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert status(["diff", "--before", DAY, "--after", DAY, "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.slow
def test_one_figure_changes_the_chip_and_the_board_that_holds_it(faster_library: Library) -> None:
    difference = compare(DAY, DAY, to="CN", before_library=load(), library=faster_library)
    assert [plain(figure) for figure in difference.figures] == [
        {"item": "NVIDIA H20 96GB", "figure": "fp8_tera_ops_per_s", "from": "296", "to": "700"}
    ]
    assert (difference.items_changed, difference.provisions) == (("NVIDIA H20 96GB",), ())
    [group] = difference.answers
    assert group.items == ("NVIDIA H20 96GB", "NVIDIA HGX H20 8-GPU")
    assert (str(group.before), group.after.outcome.value) == ("NLR", "LICENSE")
    assert group.measures == ("figures of NVIDIA H20 96GB",)


@pytest.mark.slow
def test_the_first_side_may_be_the_other_release(faster: Path, capsys) -> None:
    difference = compared(capsys, "--to", "CN", "--before-data", str(faster))
    assert [(change["from"], change["to"]) for change in difference["figures"]] == [("700", "296")]
    assert [change["to"]["outcome"] for change in difference["answers"]] == ["NLR"]


@pytest.mark.slow
def test_a_figure_that_decides_nothing_changes_no_answer(release: Path, capsys) -> None:
    edit(
        release / "items" / "nvidia.yaml",
        "fp32_tera_ops_per_s: {value: 44",
        "fp32_tera_ops_per_s: {value: 45",
        "- item: NVIDIA H20 96GB",
    )
    difference = compared(capsys, "--to", "CN", "--after-data", str(release))
    assert (difference["items_changed"], difference["answers_changed"]) == (["NVIDIA H20 96GB"], 0)


@pytest.mark.slow
def test_another_spelling_is_not_another_figure(release: Path, capsys) -> None:
    edit(
        release / "items" / "nvidia.yaml",
        "aliases: [H20,",
        "aliases: [H20, the twenty,",
        "- item: NVIDIA H20 96GB",
    )
    difference = compared(capsys, "--to", "CN", "--after-data", str(release))
    assert (
        difference["items_changed"],
        difference["items_reworded"],
        difference["answers_changed"],
    ) == (
        [],
        ["NVIDIA H20 96GB"],
        0,
    )


@pytest.mark.slow
def test_a_country_group_is_laid_at_the_measure_that_wrote_it(release: Path, capsys) -> None:
    edit(release / "measures" / "us" / "2024-05-30-cyprus.yaml", "leaves: [CY]", "leaves: [CY, SO]")
    difference = compared(capsys, "--to", "SO", "--after-data", str(release))
    assert [change["provision"] for change in difference["provisions"]] == [
        "Supp. 1 to part 740, D:5"
    ]
    assert difference["answers"] and {
        tuple(change["measures"]) for change in difference["answers"]
    } == {("us/2024-05-30-cyprus",)}


@pytest.mark.slow
def test_a_limit_is_laid_at_the_measure_that_wrote_it(release: Path, capsys) -> None:
    """With 2368 for 4800 in 3A090.a, the H20 (exactly 2368) is in it."""
    edit(
        release / "measures" / "us" / "2023-10-25-advanced-computing.yaml",
        "(tpp >= 4800 or (tpp >= 1600 and performance_density >= 5.92))",
        "(tpp >= 2368 or (tpp >= 1600 and performance_density >= 5.92))",
        "provision: 3A090.a",
    )
    difference = compared(capsys, "--to", "CN", "--after-data", str(release))
    groups = [change for change in difference["answers"] if "NVIDIA H20 96GB" in change["items"]]
    assert [(change["to"]["outcome"], change["measures"]) for change in groups] == [
        ("LICENSE", ["us/2023-10-25-advanced-computing"])
    ]


@pytest.mark.slow
def test_items_that_come_and_go_are_named(release: Path, capsys) -> None:
    edit(release / "items" / "nvidia.yaml", "- item: NVIDIA L4\n", "- item: NVIDIA L4 renamed\n")
    difference = compared(capsys, "--to", "CN", "--after-data", str(release))
    assert (difference["items_added"], difference["items_removed"]) == (
        ["NVIDIA L4 renamed"],
        ["NVIDIA L4"],
    )


BOOK = (
    "Part,Qty,Destination,Date\n"
    "H20,10,CN,2024-06-01\nH20,5,DE,2024-06-01\nH100,1,CN,2024-06-01\nH20,1,CN,2025-05-20\n"
)


@pytest.fixture(scope="module")
def since(faster_library: Library, tmp_path_factory: pytest.TempPathFactory) -> BookDiff:
    """What the shipped data change for a book, seen from the release with the faster H20."""
    folder = tmp_path_factory.mktemp("since")
    (folder / "book.csv").write_text(BOOK, encoding="utf-8")
    return since_release(
        faster_library, folder / "book.csv", library=load(), out=folder / "changed.csv"
    )


def test_the_lines_of_a_book_change_with_a_figure(since: BookDiff) -> None:
    [group] = since.groups
    assert (group.before, group.after) == ("LICENSE, presumption of denial", "NLR")
    assert (group.by, group.lines, group.units) == (("figures of NVIDIA H20 96GB",), 1, 10)
    assert group.tpp == 23_680  # as the second release has it


def test_each_line_keeps_its_own_day_and_is_told_by_its_place(since: BookDiff) -> None:
    """The H20 of May 2025 needs a license under both releases; the letters name it."""
    assert since.lines == 4
    assert since.changes is not None
    assert [(change.line, change.item, change.day) for change in since.changes] == [
        (1, "NVIDIA H20 96GB", "2024-06-01")
    ]
    assert Path(str(since.out)).read_text(encoding="utf-8").count("\n") == 2


def test_the_two_releases_are_told_apart(since: BookDiff) -> None:
    assert since.before != since.after
    assert since.before.startswith("as it is (data ")


def test_the_older_release_has_to_be_a_data_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is no data folder: it has no vocabulary.yaml \(old\)"):
        since_release(tmp_path, tmp_path / "book.csv", library=load())


@pytest.mark.parametrize(
    "missing", ["vocabulary.yaml", "about.yaml", "measures", "items", "countries", "parties"]
)
def test_a_folder_without_a_part_is_no_data_folder(missing: str, release: Path, capsys) -> None:
    place = release / missing
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    assert status(["diff", "--before", DAY, "--after", DAY, "--after-data", str(release)]) == 2
    assert f"is no data folder: it has no {missing} (--after-data)" in capsys.readouterr().err


@pytest.mark.slow
def test_a_party_that_only_the_newer_lists_have_changes_its_lines(release: Path) -> None:
    table = release / "lists" / "el.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if "Nettrix" not in row]
    assert len(kept) < len(rows)
    table.write_text("".join(kept), encoding="utf-8", newline="")
    assert seal_lists(release)
    book = release.parent / "book.csv"
    lines = [f"T4,JP,2025-06-01,{user}" for user in ("Nettrix Information", "Amberfield Bakery")]
    book.write_text("\n".join(["part,destination,date,End User", *lines, ""]), encoding="utf-8")
    changed = since_release(release, book, library=load())
    [group] = changed.groups
    assert (group.before, group.lines, changed.lines) == ("NLR", 1, 2)
    assert group.after.startswith("LICENSE")
    assert [change.line for change in changed.changes or ()] == [1]
