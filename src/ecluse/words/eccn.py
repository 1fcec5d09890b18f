"""ECCNs that are stated of an item, in English and French."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "user": ("{number} as declared by you", "{number} tel que vous le déclarez"),
    "maker": ("{number} as {list} says", "{number} selon {list}"),
    "own file": ("the item's own file", "le fichier de l’article"),
    "the maker": ("the maker", "le fabricant"),
    "list": ("the list of {maker}", "la liste de {maker}"),
    "dated list": ("the list of {maker} of {day}", "la liste de {maker} du {day}"),
    "not on file": (
        "no paragraph on file answers for it on {day}",
        "aucun paragraphe au dossier n’y répond le {day}",
    ),
    "row": ("{paragraph}: {title}", "{paragraph}\u202f: {title}"),
    "reasons": ("controlled for {reasons}", "contrôlé pour {reasons}"),
    "no reason": ("no reason of the list", "aucun motif de la liste"),
    "by figures": (
        "its figures alone meet {paragraphs}",
        "ses valeurs seules atteignent {paragraphs}",
    ),
}
