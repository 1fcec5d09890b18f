"""A listed name that holds more than a name: a parent and its unit, an earlier name, a remark.

Belongs here: taking such a name apart. Does not: comparing names, or a name's parentheses, which
the comparison folds.
Always true: the name as it stands on the list comes first; a part is only added, so nothing that
was found is lost.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"affiliated\s+entit|subordinate|subsidiar|\b[fa]\.?k\.?a\b|formerly|also\s+known|including\s+the|"
    r"\band\s+any\s+(?:successor|sub)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"^(?P<parent>.+?)[.,;]?\s+(?:and\s+|the\s+following\s+)?"
    r"(?:Affiliated\s+Entit(?:y|ies)|Subordinate\s+(?:Institut(?:ion|e)s?|Entit(?:y|ies))|Subsidiary)"
    r"\s*(?:[:–—-]|(?<=entity))\s*(?P<unit>\S.+)$",
    re.IGNORECASE | re.DOTALL,
)
_UNIT_OF = re.compile(
    r"^(?P<unit>.+?)[,.]?\s*\(?\ba\s+(?:subordinate|subsidiary)\s*(?:institut(?:e|ion)|entity)?\s+of\s+"
    r"(?:the\s+)?(?P<parent>[^()]+)\)?\.?$",
    re.IGNORECASE | re.DOTALL,
)
_FORMER = re.compile(
    r"\(?\s*\b(?:f\.?k\.?a\.?|a\.?k\.?a\.?|formerly(?:\s+known\s+as)?|also\s+known\s+as)\s*[,:]?\s+"
    r"(?P<other>[^()]+?)\s*\)?$",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    r"^(?:The\s+)?(?P<name>.+?),?\s+including\s+the\b", re.IGNORECASE | re.DOTALL
)
_SUCCESSOR = re.compile(
    r"\s*[,;]?\s+and\s+any\s+(?:successor|sub-?units?|subsidiar)[^.]*\.?$", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?:No\.?\s*)?\d+(?:st|nd|rd|th)?\b|(?:First|Second|Third)\b", re.IGNORECASE
)
_ACRONYM = re.compile(r"\s*\([^()]*\)\s*$")


def parts_of(text: str) -> tuple[tuple[str, ...], str | None]:
    """The names that a listed name holds, itself first; and the parent that it names.

    >>> parts_of("Acme Group (AG). Affiliated Entity: Acme Chips Ltd.")
    (('Acme Group (AG). Affiliated Entity: Acme Chips Ltd.', 'Acme Chips Ltd.'), 'Acme Group')
    >>> parts_of("Acme Second Academy. Subordinate Institution - 25th Institute")[0][1:]
    ('25th Institute of the Acme Second Academy', '25th Institute')
    >>> parts_of("LTS Limited (f.k.a. IPP Ltd.)")
    (('LTS Limited (f.k.a. IPP Ltd.)', 'LTS Limited', 'IPP Ltd.'), None)
    >>> parts_of("Affiliated Supply Services")
    (('Affiliated Supply Services',), None)
    """
    plain = " ".join(text.split())
    if not _SIGNS.search(plain):  # most names are one name
        return (plain,), None
    found = _UNIT.match(plain) or _UNIT_OF.match(plain)
    if found is not None:
        unit, parent = found["unit"].strip(" ."), _ACRONYM.sub("", found["parent"]).strip(" ,")
        if found["unit"].rstrip().endswith("."):
            unit += "." if re.search(r"\b(?:Ltd|Co|Inc|Corp)$", unit) else ""
        # A number alone is a name of many institutes.
        of_parent = (f"{unit} of the {parent}",) if _NUMBERED.match(unit) else ()
        return (plain, *of_parent, unit), parent
    whole = _SUCCESSOR.sub("", plain)
    former = _FORMER.search(whole)
    if former is not None:
        return (plain, whole[: former.start()].strip(" ,("), former["other"].strip()), None
    including = _INCLUDING.match(whole)
    name = including["name"] if including else whole
    return ((plain,) if name == plain else (plain, name)), None
