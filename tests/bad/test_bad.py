"""Wrong files, each with the exact message that it gets beside it: `name.yaml` and `name.txt`.

To see a new file's message, run `python -m bad.test_bad` in tests/: it prints what each file gets,
and writes nothing.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import build
from ecluse.cli.faults import line_of, worded
from ecluse.errors import DataError, EcluseError, InputError, SeveralErrors
from ecluse.facts.item_file import read_items
from ecluse.facts.reader import read_document
from ecluse.law.measure import read_measure
from ecluse.law.read_data import read_vocabulary
from ecluse.law.scenario import scenario_of

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.yaml"))
IDS = [f"{path.parent.name}/{path.stem}" for path in FILES]


def read(path: Path, tmp_path: Path) -> object:
    """Read a wrong file as its folder says."""
    kind = path.parent.name
    if kind == "vocabulary":
        shutil.copy(path, tmp_path / "vocabulary.yaml")
        return read_vocabulary(tmp_path)
    document = read_document(path, name=path.name, user=kind != "measures")
    if kind == "measures":
        return read_measure(document, build.library().vocabulary)
    if kind == "items":
        return read_items(document, build.library().vocabulary)
    return scenario_of(document, build.library())


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_wrong_file_gets_its_exact_message(path, tmp_path):
    with pytest.raises(EcluseError) as caught:
        read(path, tmp_path)
    assert str(caught.value) + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["measures/blank-source", "scenarios/adds-a-blank-source"])
def test_a_blank_source_is_told_in_french_too(folder, tmp_path):
    with pytest.raises(SeveralErrors) as caught:
        read(HERE / f"{folder}.yaml", tmp_path)
    told = line_of(worded(caught.value, "fr"), "fr").splitlines()
    blank = [line for line in told if line.startswith("aucune source n’est nommée (")]
    assert len(blank) == 2
    mend = "\u00a0: dites où elle fut lue\u00a0: `cited: {source: …}`"
    assert all(line.endswith(mend) for line in blank)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_every_message_says_what_where_and_how_to_mend_it(path, tmp_path):
    with pytest.raises(EcluseError) as caught:
        read(path, tmp_path)
    for error in getattr(caught.value, "errors", (caught.value,)):
        assert error.what.strip() and error.mend.strip()
        assert ".yaml" in error.where
        assert "\n" not in str(error)
        assert not any(
            word in str(error)
            for word in ("pydantic", "Traceback", "instance of", "NoneType", "dataclass")
        )


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_mistake_of_ours_is_a_data_error_and_one_of_the_users_an_input_error(path, tmp_path):
    with pytest.raises(EcluseError) as caught:
        read(path, tmp_path)
    ours = path.parent.name in ("measures", "vocabulary")
    for error in getattr(caught.value, "errors", (caught.value,)):
        assert isinstance(error, DataError if ours else InputError)


def test_every_message_has_its_file_and_every_file_its_message():
    assert {path.stem for path in HERE.rglob("*.txt")} == {path.stem for path in FILES}


def test_several_mistakes_are_told_in_file_order(tmp_path):
    for path in FILES:
        if path.stem == "several-mistakes":
            with pytest.raises(SeveralErrors) as caught:
                read(path, tmp_path)
            lines = [int(error.where.rpartition(":")[2]) for error in caught.value.errors]
            assert lines == sorted(lines)
            assert len(lines) >= 3


if __name__ == "__main__":
    import tempfile

    for each in FILES:
        try:
            read(each, Path(tempfile.mkdtemp()))
            print(f"{each.relative_to(HERE)}\n    READ WITHOUT A WORD")
        except EcluseError as error:
            print(f"{each.relative_to(HERE)}\n    {error}")
        except Exception as error:  # noqa: BLE001  a crash is what is looked for
            print(f"{each.relative_to(HERE)}\n    CRASH {error!r}")
