"""A brief on paper (a tagged PDF/UA) and as a card, set by typst.

Belongs here: what the two templates beside this module are given. Does not: how they look
(page.typ, card.typ), or what a brief says.
Always true: every text reaches typst as data and is never code; nothing is read from elsewhere; the
same brief gives the same bytes.
"""

from __future__ import annotations

import json
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from ecluse.answers.plain import plain
from ecluse.brief.answer import Brief
from ecluse.outputs.mark import OPEN, PNG_TEXT, WRITTEN, sealed
from ecluse.words.say import day, say

_HERE = Path(__file__).parent
_STANDARD, _PIXELS_PER_INCH = "ua-1", 96.0
_PNG_START = 33  # the signature and the first chunk


def to_pdf(brief: Brief) -> bytes:
    """The brief as a tagged PDF.

    Raises:
        ModuleNotFoundError: typst, of the extra `brief`, is not installed.
    """
    lang, data = brief.lang, plain(brief)
    source = say("brief.colon", lang, name=say("brief.source", lang), value="")
    data["bullets"] = [each | {"source_word": source} for each in data["bullets"]]
    data["sorted"] = [
        {"heading": say(f"brief.{key}", lang), "lines": lines} for key, lines in brief.sorted
    ]
    data["foot"] = [
        {"heading": say("brief.known on", lang), "text": brief.known_on.line},
        {"heading": say("brief.cite", lang), "text": brief.cite.text},
    ]
    data["footer"] = f"Ecluse · {brief.known_on.data_version}"
    return typeset("page", data)


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """A tagged PDF of a template of this room.

    Args:
        data: Texts, and lists and objects of them.
    """
    data["mark"] = f"{WRITTEN}; {OPEN}"
    return sealed(_compiled(template, data, format="pdf", pdf_standards=[_STANDARD]))


def as_image(template: str, data: dict[str, Any], pixels_per_inch: float) -> bytes:
    """A PNG of a template of this room, with our mark."""
    return _marked(_compiled(template, data, format="png", ppi=pixels_per_inch))


def to_card(brief: Brief) -> bytes:
    """The brief as a card of 1200 by 630 pixels (PNG)."""
    lang = brief.lang
    record = say("brief.as of", lang, day=day(brief.known_on.read_up_to, lang))
    presumes = f" {say('brief.subject to', lang)}" if brief.presumed else ""
    data = {
        "lang": lang,
        "title": brief.title,
        "kicker": brief.kicker,
        "told": f"{brief.bullets[1].text}{presumes}",
        "record": f"{record} · {say('brief.not advice', lang)}",
    }
    return as_image("card", data, _PIXELS_PER_INCH)


def _compiled(template: str, data: dict[str, Any], **options: Any) -> bytes:
    import typst  # of the extra `brief`

    text = json.dumps(_shaped(data), ensure_ascii=False)
    made = typst.compile(
        _HERE / f"{template}.typ",
        root=_HERE,
        sys_inputs={"data": text},
        ignore_system_fonts=True,
        **options,
    )
    assert isinstance(made, bytes)
    return made


def _shaped(value: Any) -> Any:
    """The data with each text in letters that the typeface has."""
    if isinstance(value, str):
        return value if value.startswith("<svg") and value.isascii() else _in_letters(value)
    if isinstance(value, dict):
        return {key: _shaped(part) for key, part in value.items()}
    return [_shaped(part) for part in value] if isinstance(value, list) else value


def _in_letters(text: str) -> str:
    """A text in Latin, Greek and Cyrillic letters and the signs beside them; any other script in
    Latin letters, as parties' names are compared.
    """
    if all(map(_has, text)):
        return text
    from anyascii import anyascii

    return "".join(sign if _has(sign) else anyascii(sign) for sign in text)


@cache
def _has(sign: str) -> bool:
    code = ord(sign)
    return (
        0x20 <= code < 0x180 or 0x386 <= code < 0x482 or sign in "\n\u00a0\u202f–—‘’“”…•€→≥≤−×²³№"
    )


def _marked(png: bytes) -> bytes:
    """A picture with our mark, where a picture says by what it was made."""
    chunk = b"tEXt" + PNG_TEXT
    check = struct.pack(">I", zlib.crc32(chunk))
    return png[:_PNG_START] + struct.pack(">I", len(PNG_TEXT)) + chunk + check + png[_PNG_START:]
