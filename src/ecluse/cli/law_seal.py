"""`ecluse law seal`: every data file with its digest, in the data folder's manifest.

Belongs here: its options. Does not: the digests (law).
Always true: under `--check` it writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.cli.ending import ANSWERED, BAD_INPUT, tell
from ecluse.cli.forms import print_data
from ecluse.cli.options import SpeechOptions
from ecluse.cli.screen import console
from ecluse.law.data_home import data_folder
from ecluse.words.say import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecluse.law.library import Library
    from ecluse.law.seal import Manifest, SealAnswer

_SHOWN = 12


def law_seal(*, check: bool = False, speech: SpeechOptions = SpeechOptions()) -> int:
    """Seal the data folder: write MANIFEST.json, the digest of every data file and of all together.

    Data that are not as they were sealed still answer, and every answer says so. Data that lack a
    measure which their seal names answer nothing.
    Exit status: 0 sealed, 2 bad input or, with --check, a stale seal.

    Args:
        check: Write nothing, and say whether the seal is fresh.
    """
    from ecluse.law.library import load
    from ecluse.law.seal import bulk_differences, read_manifest, write_manifest
    from ecluse.screening.seal_lists import seal_lists

    folder = data_folder()
    if not check:
        seal_lists(folder)
    data = load(folder, whole=False)
    data.check_standing()
    bulk = bulk_differences(folder)
    sealed = data.sealed and not bulk
    if not check and not data.sealed:
        write_manifest(folder, (measure.measure for measure in data.register.measures))
    manifest = read_manifest(folder)
    answer = _answer(data, manifest, bulk, sealed=sealed or not check)
    if not print_data(answer, speech):
        _print(data, manifest, speech.lang, bulk if check else (), check=check)
    if not check or sealed:
        return ANSWERED
    tell(say("provisions.not as sealed", speech.lang))
    return BAD_INPUT


def _answer(
    data: Library, manifest: Manifest | None, bulk: Sequence[str], *, sealed: bool
) -> SealAnswer:
    from ecluse.law.seal import MANIFEST, SealAnswer

    return SealAnswer(
        manifest=str(data_folder() / MANIFEST),
        digest=manifest.digest if manifest else None,
        files=len(manifest.files) if manifest else 0,
        sealed=sealed,
        differences=[*data.modified, *bulk],
        measures_gone=list(data.lacking),
    )


def _print(
    data: Library, manifest: Manifest | None, lang: str, bulk: Sequence[str], *, check: bool
) -> None:
    from rich.text import Text

    out = console()
    modified = (*data.modified, *bulk)
    for line in modified[:_SHOWN]:
        out.write_line(f"  {line}", "dim")
    if (more := len(modified) - _SHOWN) > 0:
        out.write_line(f"  {say('provisions.and more', lang, more)}", "dim")
    for name in data.lacking:
        out.write_line(f"  {say('provisions.no longer held', lang, name)}", "yellow")
    if check and modified:
        state, color, rest = "stale", "red", say("provisions.seal anew", lang)
    else:
        assert manifest is not None  # it was fresh, or was just written
        state, color = "fresh" if data.sealed else "sealed", "green"
        rest = say("provisions.files", lang, len(manifest.files), manifest.digest)
    out.print(Text.assemble((say(f"provisions.{state}", lang), color), rest))
