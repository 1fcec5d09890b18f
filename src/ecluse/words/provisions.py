"""`ecluse law`, `law check` and `law seal`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "count": ("{} provisions", "{} dispositions"),
    "named": ("{}: {}", "{}\u202f: {}"),
    "effective": ("; effective {}", "\u202f; en vigueur le {}"),
    "in force": ("in force on {}", "en vigueur le {}"),
    "not in force": ("not in force on {}", "pas en vigueur le {}"),
    "how read": ("rests on {}", "repose sur {}"),
    "reading only.text": (" (text reading only)", " (selon le texte seulement)"),
    "reading only.enforced": (" (enforced reading only)", " (tel qu’appliqué seulement)"),
    "example": ("for example: {}", "par exemple\u202f: {}"),
    "errors": ("{} errors", "{} erreurs"),
    "warnings": ("{} warnings", "{} avertissements"),
    "looked": (
        (
            "the seal, sources, dates, names, overlaps, undecided regions; {deep} also looks "
            "for review gaps and reach"
        ),
        (
            "le scellé, les sources, les dates, les noms, les recouvrements, les régions "
            "indécises\u202f; {deep} cherche aussi les lacunes d’examen et la portée"
        ),
    ),
    "looked deep": (
        "the seal, sources, dates, names, overlaps, undecided regions, review gaps, reach",
        (
            "le scellé, les sources, les dates, les noms, les recouvrements, les régions "
            "indécises, les lacunes d’examen, la portée"
        ),
    ),
    "and more": ("and {} more", "et {} de plus"),
    "no longer held": ("no longer held: {}", "n’est plus là\u202f: {}"),
    "stale": ("the seal is stale", "le scellé est périmé"),
    "seal anew": (
        ": `ecluse law seal` seals the data anew",
        "\u202f: `ecluse law seal` scelle les données de nouveau",
    ),
    "fresh": ("the seal is fresh", "le scellé est à jour"),
    "sealed": ("sealed", "scellé"),
    "files": (": {} files, {}", "\u202f: {} fichiers, {}"),
}
