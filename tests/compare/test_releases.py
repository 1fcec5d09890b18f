"""Two releases of the facts, as folders on disk: what is other in them, and which answers change
because of it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ecluse.cli.main import status
from ecluse.law.library import DATA

DAY = "2024-06-01"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A copy of the shipped data."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(file: Path, old: str, new: str, after: str = "") -> None:
    text = file.read_text(encoding="utf-8")
    start = text.index(after)
    assert old in text[start:]
    file.write_text(text[:start] + text[start:].replace(old, new, 1), encoding="utf-8")


def compared(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert status(["diff", "--before", DAY, "--after", DAY, "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_one_figure_changes_the_chip_and_the_board_that_holds_it(release: Path, capsys) -> None:
    """TPP 296 x 8 = 2368 becomes 700 x 8 = 5600, above 4800."""
    edit(
        release / "items" / "nvidia.yaml",
        "fp8_tera_ops_per_s: {value: 296",
        "fp8_tera_ops_per_s: {value: 700",
        "- item: NVIDIA H20 96GB",
    )
    found = compared(capsys, "--to", "CN", "--after-data", str(release))
    assert found["figures"] == [
        {"item": "NVIDIA H20 96GB", "figure": "fp8_tera_ops_per_s", "from": "296", "to": "700"}
    ]
    assert (found["items_changed"], found["provisions"]) == (["NVIDIA H20 96GB"], [])
    [group] = found["answers"]
    assert group["items"] == ["NVIDIA H20 96GB", "NVIDIA HGX H20 8-GPU"]
    assert (group["from"]["outcome"], group["to"]["outcome"]) == ("NLR", "LICENSE")
    assert group["measures"] == ["figures of NVIDIA H20 96GB"]


@pytest.mark.slow
def test_the_first_side_may_be_the_other_release(release: Path, capsys) -> None:
    edit(
        release / "items" / "nvidia.yaml",
        "fp8_tera_ops_per_s: {value: 296",
        "fp8_tera_ops_per_s: {value: 700",
        "- item: NVIDIA H20 96GB",
    )
    found = compared(capsys, "--to", "CN", "--before-data", str(release))
    assert [(each["from"], each["to"]) for each in found["figures"]] == [("700", "296")]
    assert [each["to"]["outcome"] for each in found["answers"]] == ["NLR"]


def test_a_figure_that_decides_nothing_changes_no_answer(release: Path, capsys) -> None:
    edit(
        release / "items" / "nvidia.yaml",
        "fp32_tera_ops_per_s: {value: 44",
        "fp32_tera_ops_per_s: {value: 45",
        "- item: NVIDIA H20 96GB",
    )
    found = compared(capsys, "--to", "CN", "--after-data", str(release))
    assert (found["items_changed"], found["answers_changed"]) == (["NVIDIA H20 96GB"], 0)


@pytest.mark.slow
def test_another_spelling_is_not_another_figure(release: Path, capsys) -> None:
    edit(
        release / "items" / "nvidia.yaml",
        "aliases: [H20,",
        "aliases: [H20, the twenty,",
        "- item: NVIDIA H20 96GB",
    )
    found = compared(capsys, "--to", "CN", "--after-data", str(release))
    assert (found["items_changed"], found["items_reworded"], found["answers_changed"]) == (
        [],
        ["NVIDIA H20 96GB"],
        0,
    )


@pytest.mark.slow
def test_a_country_group_is_laid_at_the_measure_that_wrote_it(release: Path, capsys) -> None:
    edit(release / "measures" / "us" / "2024-05-30-cyprus.yaml", "leaves: [CY]", "leaves: [CY, SO]")
    found = compared(capsys, "--to", "SO", "--after-data", str(release))
    assert [each["provision"] for each in found["provisions"]] == ["Supp. 1 to part 740, D:5"]
    assert found["answers"] and {tuple(each["measures"]) for each in found["answers"]} == {
        ("us/2024-05-30-cyprus",)
    }


def test_a_limit_is_laid_at_the_measure_that_wrote_it(release: Path, capsys) -> None:
    """With 2368 for 4800 in 3A090.a, the H20 (exactly 2368) is in it."""
    edit(
        release / "measures" / "us" / "2023-10-25-advanced-computing.yaml",
        "(tpp >= 4800 or (tpp >= 1600 and performance_density >= 5.92))",
        "(tpp >= 2368 or (tpp >= 1600 and performance_density >= 5.92))",
        "provision: 3A090.a",
    )
    found = compared(capsys, "--to", "CN", "--after-data", str(release))
    groups = [each for each in found["answers"] if "NVIDIA H20 96GB" in each["items"]]
    assert [(each["to"]["outcome"], each["measures"]) for each in groups] == [
        ("LICENSE", ["us/2023-10-25-advanced-computing"])
    ]


@pytest.mark.slow
def test_items_that_come_and_go_are_named(release: Path, capsys) -> None:
    edit(release / "items" / "nvidia.yaml", "- item: NVIDIA L4\n", "- item: NVIDIA L4 renamed\n")
    found = compared(capsys, "--to", "CN", "--after-data", str(release))
    assert (found["items_added"], found["items_removed"]) == (["NVIDIA L4 renamed"], ["NVIDIA L4"])


def test_the_lines_of_a_book_change_with_a_figure(release: Path, tmp_path: Path, capsys) -> None:
    edit(
        release / "items" / "nvidia.yaml",
        "fp8_tera_ops_per_s: {value: 296",
        "fp8_tera_ops_per_s: {value: 700",
        "- item: NVIDIA H20 96GB",
    )
    book = tmp_path / "book.csv"
    book.write_text(
        "Part,Qty,Destination,Date\nH20,10,CN,2024-06-01\nH20,5,DE,2024-06-01\nH100,1,CN,2024-06-01\n",
        encoding="utf-8",
    )
    found = compared(capsys, "--orders", str(book), "--after-data", str(release))
    [group] = found["groups"]
    assert (group["measures"], group["lines"], group["units"]) == (
        ["figures of NVIDIA H20 96GB"],
        1,
        10,
    )
    assert group["tpp"] == 56_000  # as the second release has it


@pytest.mark.parametrize(
    "missing", ["vocabulary.yaml", "about.yaml", "measures", "items", "countries", "parties"]
)
def test_a_folder_without_a_part_is_no_data_folder(missing: str, release: Path, capsys) -> None:
    place = release / missing
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    assert status(["diff", "--before", DAY, "--after", DAY, "--after-data", str(release)]) == 2
    assert f"is no data folder: it has no {missing} (--after-data)" in capsys.readouterr().err
