"""What differs between two laws, in words: the sides, what an answer changed by, and scenarios.

A key that begins with `cause.` names something by which an answer changed; one that begins with
`edit.` says what a scenario does.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "side.as it is": ("as it is", "en l’état"),
    "side.as known on": ("as known on {}", "tel que connu le {}"),
    "side.data": ("{} (data {})", "{} (données {})"),
    "cause.figures": ("figures of {}", "chiffres de {}"),
    "cause.countries": ("the country data", "les données des pays"),
    "cause.vocabulary": ("the vocabulary", "le vocabulaire"),
    "cause.exporters": ("the exporters on record", "les exportateurs au dossier"),
    "cause.several": (
        "several changes together: no one or two explain it",
        "plusieurs changements ensemble : ni un ni deux ne l’expliquent",
    ),
    "cause.totals": (
        "a running total or a quantity of the book",
        "un cumul ou une quantité du carnet",
    ),
    "cause.parties": (
        "a party of the line and the lists, or a running total of the book",
        "une partie de la ligne et les listes, ou un cumul du carnet",
    ),
    "cause.not asked": (
        "not worked out: a rare kind of change",
        "non recherché : un genre rare de changement",
    ),
    "cause.spellings": (
        "the catalogue or the spellings",
        "le catalogue ou les graphies",
    ),
    "cause.reading": (
        "the catalogue: read as {before} before and as {after} after",
        "le catalogue : lu comme {before} avant et comme {after} après",
    ),
    "edit.drops": (
        "as if it had never been published",
        "comme s’il n’avait jamais été publié",
    ),
    "edit.days later": ("{} days later", "{} jours plus tard"),
    "edit.days earlier": ("{} days earlier", "{} jours plus tôt"),
    "edit.publication too": ("{}, its publication too", "{}, sa publication aussi"),
    "edit.pause until": ("from {since} up to {last}", "du {since} au {last}"),
    "edit.pause for good": ("from {since}, for good", "à partir du {since}, pour de bon"),
    "edit.pause of": ("{}: {}", "{} : {}"),
    "edit.adds": (
        "{count} provisions, effective {day}",
        "{count} dispositions, en vigueur le {day}",
    ),
    "edit.grants": ("a license from {}", "une licence à partir du {}"),
}
