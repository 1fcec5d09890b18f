"""`ecluse schema`: the JSON Schemas of all published answers and of the data files.

Belongs here: its options, and the class of each published answer. Does not: making a schema of a
class (answers).
Always true: every answer that a command prints under `--json` is listed.
"""

from __future__ import annotations

import json as json_text
import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from ecluse.cli.ending import tell
from ecluse.cli.forms import print_data
from ecluse.cli.options import SpeechOptions
from ecluse.cli.screen import console, print_json
from ecluse.errors import InputError, UnknownNameError, near, raise_all
from ecluse.words.say import say

STALE = 2
DATA = "data/"
_WRITE_ANEW = "ecluse schema --out FOLDER"
# Each published answer by its name, and the class that has its keys; of a command that prints a
# list, the class of an entry. Imported only when asked for.
ANSWERS = {
    "brief": "ecluse.brief.answer:Brief",
    "chip": "ecluse.determine.chip_answer:ChipAnswer",
    "chip-comparison": "ecluse.inference.comparison:Comparison",
    "content": "ecluse.content.answer:ContentAnswer",
    "country": "ecluse.law.country_answer:CountryAnswer",
    "coverage": "ecluse.law.coverage:CoverageAnswer",
    "data-folder": "ecluse.law.data_home:DataFolderAnswer",
    "design": "ecluse.design.report:DesignReport",
    "determination": "ecluse.determine.answer:DeterminationAnswer",
    "diff": "ecluse.compare.answer:Diff",
    "diff-orders": "ecluse.compare.answer:BookDiff",
    "error": "ecluse.answers.error:ErrorAnswer",
    "fact": "ecluse.facts.fact_answer:FactAnswer",
    "found-item": "ecluse.web.assistant.found_item:FoundItem",
    "impact": "ecluse.simulate.law_impact:Impact",
    "infer": "ecluse.inference.serve:InferAnswer",
    "inference-validation": "ecluse.inference.validation:ValidationAnswer",
    "interview": "ecluse.interview.answer:InterviewAnswer",
    "job": "ecluse.web.jobs.record:JobAnswer",
    "kept": "ecluse.web.api.kept:PinnedReply",
    "law": "ecluse.law.answer:LawAnswer",
    "law-check": "ecluse.law.flaw:LawCheckAnswer",
    "measure": "ecluse.law.answer:MeasureAnswer",
    "note": "ecluse.cli.note:FileNote",
    "orders": "ecluse.orders.tally:BookReport",
    "plane": "ecluse.equivalence.plane_answer:PlaneAnswer",
    "problem": "ecluse.web.problem:HttpProblem",
    "provision": "ecluse.law.answer:ProvisionAnswer",
    "remedy": "ecluse.remedy.answer:RemedyAnswer",
    "scenario": "ecluse.compare.answer:ScenarioCheck",
    "scenario-entry": "ecluse.compare.scenario_check:ScenarioEntry",
    "schema-check": "ecluse.cli.schema:SchemaCheckAnswer",
    "score": "ecluse.simulate.score_answer:ScoreAnswer",
    "screened-file": "ecluse.orders.party_file:PartyFileAnswer",
    "screening": "ecluse.screening.answer:ScreeningAnswer",
    "screening-delta": "ecluse.screening.list_changes:ScreeningDeltaAnswer",
    "screening-lists": "ecluse.screening.list_changes:ScreeningListsAnswer",
    "seal": "ecluse.law.seal:SealAnswer",
    "simulation": "ecluse.simulate.result:SimulationAnswer",
    "market-question": "ecluse.simulate.question_answer:QuestionAnswer",
    "simulation-check": "ecluse.simulate.check:MarketsCheck",
    "simulation-replay": "ecluse.simulate.replay:ReplayAnswer",
    "timeline": "ecluse.determine.timeline:TimelineEntry",
}


def schema(
    name: str | None = None,
    /,
    *,
    out: Path | None = None,
    check: Path | None = None,
    speech: SpeechOptions = SpeechOptions(),
) -> int:
    """The JSON Schema of an answer, or of a data file (data/NAME); without NAME, a list of all.

    Exit status: 0 answered, 2 bad input or, with --check, a folder that differs.

    Args:
        name: An answer such as determination, or a data file such as data/measure.
        out: Write all schemas into this folder.
        check: Write nothing, and say whether this folder holds the schemas as they are.
    """
    if name is not None and (out is not None or check is not None):
        flag, done = ("--check", "looked at") if out is None else ("--out", "written")
        what = f"one schema is printed, all are {done}"
        raise InputError(what, flag, f"leave out {name}, or {flag}")
    if out is not None:
        write_all(out)
    if check is not None:
        return _checked(check, speech)
    if name is not None:
        print_json(one(name))
    elif out is None and not print_data(names(), speech):
        for each in names():
            console().print(each)
    return 0


def names() -> tuple[str, ...]:
    """The names of all schemas: answers, then data files."""
    from ecluse.law.files import FILES
    from ecluse.simulate.schemas import FILES as OF_MARKETS

    return (*sorted(ANSWERS), *(DATA + name for name in sorted([*FILES, *OF_MARKETS])))


def one(name: str) -> dict[str, Any]:
    """One schema by its name.

    Raises:
        UnknownNameError: No answer and no data file is called that.
    """
    from ecluse.answers.schema import schema_of
    from ecluse.law.files import file_schema_of
    from ecluse.simulate import schemas

    if name not in names():
        mend = near(name, names()) or "`ecluse schema` lists them"
        raise UnknownNameError(f"no schema is called '{name}'", "NAME", mend)
    if name.startswith(DATA):
        name = name.removeprefix(DATA)
        return (schemas.file_schema_of if name in schemas.FILES else file_schema_of)(name)
    module, _, kind = ANSWERS[name].partition(":")
    return schema_of(getattr(import_module(module), kind))


def text_of(name: str) -> str:
    """One schema as its file holds it."""
    return json_text.dumps(one(name), indent=1, ensure_ascii=False) + "\n"


def write_all(folder: Path) -> None:
    """Write all schemas into a folder.

    Raises:
        InputError, SeveralErrors: The folder lies in none, or something is in the way that is no
            schema of ecluse; nothing is then written.
    """
    if not folder.parent.is_dir():
        raise InputError(
            "there is no such folder", str(folder.parent), "make it, or write elsewhere"
        )
    paths = {name: folder / f"{name}.json" for name in names()}
    in_way = {path.parent for path in paths.values()} | {folder}
    others = [path for path in sorted(in_way) if os.path.lexists(path) and not path.is_dir()]
    others += [path for path in paths.values() if os.path.lexists(path) and not _ours(path)]
    mend = "write into another folder"
    raise_all([InputError("a file is in the way", str(path), mend) for path in others])
    for name, path in paths.items():
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
        held = json_text.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    except (OSError, ValueError):
        return False
    return isinstance(held, dict) and str(held.get("title", "")).startswith("ecluse")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaCheckAnswer:
    """Whether a folder holds the schemas as they are.

    Args:
        fresh: It does.
        differences: Each schema that is missing, extra or otherwise there.
    """

    SCHEMA: ClassVar[str] = "ecluse.schema-check/1"

    folder: str
    fresh: bool
    differences: list[str]


def _checked(folder: Path, speech: SpeechOptions) -> int:
    """Say whether a folder is fresh.

    Raises:
        InputError: There is no such folder.
    """
    if not folder.is_dir():
        raise InputError("there is no such folder", f"--check {folder}", "check the path")
    found = differences(folder)
    answer = SchemaCheckAnswer(folder=str(folder), fresh=not found, differences=found)
    if not print_data(answer, speech):
        for line in found:
            console().print(f"  {line}", markup=False)
    if found:
        tell(say("ending.schemas differ", speech.lang, _WRITE_ANEW))
    return STALE if found else 0
