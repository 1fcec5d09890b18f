"""`ecluse schema`: the JSON Schemas of all published answers and of the data files.

Belongs here: its options, and the class of each published answer. Does not: making a schema of a
class (answers).
Always true: every answer that a command prints under `--json` is listed.
"""

from __future__ import annotations

import json as json_text
from importlib import import_module
from pathlib import Path
from typing import Any

from ecluse.cli.options import SpeechOptions
from ecluse.cli.screen import console, print_json
from ecluse.errors import InputError, UnknownNameError, near

_SPEECH = SpeechOptions()
STALE = 2
DATA = "data/"
# Each published answer by its name, and the class that has its keys; of a command that prints a
# list, the class of an entry. Imported only when asked for.
ANSWERS = {
    "chip": "ecluse.determine.chip_answer:ChipAnswer",
    "chip-comparison": "ecluse.inference.comparison:Comparison",
    "data-folder": "ecluse.law.data_home:DataFolderAnswer",
    "design": "ecluse.design.report:DesignReport",
    "determination": "ecluse.determine.answer:DeterminationAnswer",
    "diff": "ecluse.compare.answer:Diff",
    "diff-orders": "ecluse.compare.answer:BookDiff",
    "error": "ecluse.answers.error:ErrorAnswer",
    "fact": "ecluse.facts.fact_answer:FactAnswer",
    "impact": "ecluse.design.market:Impact",
    "infer": "ecluse.inference.serve:InferAnswer",
    "inference-validation": "ecluse.inference.validation:ValidationAnswer",
    "law": "ecluse.law.answer:LawAnswer",
    "law-check": "ecluse.law.flaw:LawCheckAnswer",
    "measure": "ecluse.law.answer:MeasureAnswer",
    "note": "ecluse.cli.note:FileNote",
    "orders": "ecluse.orders.tally:BookReport",
    "provision": "ecluse.law.answer:ProvisionAnswer",
    "remedy": "ecluse.remedy.answer:RemedyAnswer",
    "scenario": "ecluse.compare.answer:ScenarioCheck",
    "seal": "ecluse.law.seal:SealAnswer",
    "timeline": "ecluse.determine.timeline:TimelineEntry",
}


def schema(
    name: str | None = None,
    /,
    *,
    out: Path | None = None,
    check: Path | None = None,
    speech: SpeechOptions = _SPEECH,
) -> int:
    """The JSON Schema of an answer, or of a data file (data/NAME); without NAME, a list of all.

    Exit status: 0 answered, 2 bad input or, with --check, a folder that differs.

    Args:
        name: An answer such as determination, or a data file such as data/measure.
        out: Write all schemas into this folder.
        check: Write nothing, and say whether this folder holds the schemas as they are.
    """
    if out is not None:
        write_all(out)
    if check is not None:
        return _checked(check)
    if name is not None:
        print_json(one(name))
    elif out is None:
        _print_names(json=speech.json)
    return 0


def names() -> tuple[str, ...]:
    """The names of all schemas: answers, then data files."""
    from ecluse.law.files import FILES

    return (*sorted(ANSWERS), *(DATA + name for name in FILES))


def one(name: str) -> dict[str, Any]:
    """One schema by its name.

    Raises:
        UnknownNameError: No answer and no data file is called that.
    """
    from ecluse.answers.schema import schema_of
    from ecluse.law.files import file_schema_of

    if name not in names():
        mend = near(name, names()) or "`ecluse schema` lists them"
        raise UnknownNameError(f"no schema is called '{name}'", "NAME", mend)
    if name.startswith(DATA):
        return file_schema_of(name.removeprefix(DATA))
    module, _, kind = ANSWERS[name].partition(":")
    return schema_of(getattr(import_module(module), kind))


def text_of(name: str) -> str:
    """One schema as its file holds it."""
    return json_text.dumps(one(name), indent=1, ensure_ascii=False) + "\n"


def write_all(folder: Path) -> None:
    """Write all schemas into a folder.

    Raises:
        InputError: A file is in the way that is no schema of ecluse.
    """
    for name in names():
        path = folder / f"{name}.json"
        if path.exists() and not _ours(path):
            raise InputError("a file is in the way", str(path), "write into another folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(name), encoding="utf-8", newline="\n")


def differences(folder: Path) -> list[str]:
    """The schemas that a folder lacks, holds otherwise, or holds and should not."""
    wanted = {f"{name}.json": name for name in names()}
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*.json")}
    return sorted(
        [f"{name}: extra" for name in held - wanted.keys()]
        + [f"{name}: missing" for name in wanted.keys() - held]
        + [
            f"{file}: differs"
            for file, name in wanted.items()
            if file in held and (folder / file).read_text(encoding="utf-8") != text_of(name)
        ]
    )


def _ours(path: Path) -> bool:
    try:
        held = json_text.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return isinstance(held, dict) and str(held.get("title", "")).startswith("ecluse")


def _checked(folder: Path) -> int:
    found = differences(folder)
    for line in found:
        console().print(f"  {line}")
    if found:
        console().print("write the schemas anew: ecluse schema --out FOLDER", style="red")
    return STALE if found else 0


def _print_names(*, json: bool) -> None:
    if json:
        print_json(list(names()))
        return
    for name in names():
        console().print(name)
