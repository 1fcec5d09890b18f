"""`ecluse screen update` and `ecluse screen delta`: the lists and what changed in them."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "list": ("List", "Liste"),
    "before": ("Before", "Avant"),
    "as of": ("As of", "Au"),
    "entries": ("Entries", "Inscriptions"),
    "added": ("Added", "Ajoutées"),
    "removed": ("Removed", "Retirées"),
    "changed": ("Changed", "Modifiées"),
    "kept": ("Kept", "Conservées"),
    "source": ("Source", "Source"),
    "loaded": ("loaded by you", "chargée par vous"),
    "shipped": ("shipped", "livrée"),
    "in use": ("Lists in use", "Listes en usage"),
    "changes": ("What changed", "Ce qui a changé"),
    "how added": ("added", "ajoutée"),
    "how removed": ("removed", "retirée"),
    "how changed": ("changed", "modifiée"),
    "how kept": (
        "kept: this file does not hold it, another source does",
        "conservée : ce fichier ne la contient pas, une autre source si",
    ),
    "more": ("and {} more; JSON has all", "et {} de plus ; le JSON les donne toutes"),
    "days": (
        "Questions about earlier days still find the entries and wordings that were removed.",
        "Les questions sur des jours antérieurs trouvent encore ce qui a été retiré.",
    ),
    "kept where": (
        "Kept in {}; rollback goes back.",
        "Conservées dans {} ; rollback y revient.",
    ),
    "open sanctions": (
        "OpenSanctions: CC BY-NC 4.0, non-commercial use; a red flag here, no requirement.",
        "OpenSanctions : CC BY-NC 4.0, usage non commercial ; un signal d’alerte, sans exigence.",
    ),
    "none": ("Nothing changed.", "Rien n’a changé."),
    "again": (
        "{} of {} different names must be screened again:",
        "{} noms sur {} doivent être examinés de nouveau :",
    ),
    "party": ("Party", "Partie"),
    "where": ("Columns", "Colonnes"),
    "because": ("Near", "Proche de"),
    "what names": ("names", "noms"),
    "what countries": ("countries", "pays"),
    "what addresses": ("addresses", "adresses"),
    "what identifiers": ("identifiers", "identifiants"),
    "what wording": ("wording", "texte"),
}
