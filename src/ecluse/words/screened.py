"""`ecluse screen`: parties against the lists."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "hit": (
        "HIT: taken for the listed party until somebody clears it",
        "CORRESPONDANCE : tenu pour la partie listée jusqu’à levée",
    ),
    "review": (
        "REVIEW: near a listed party; a person must look",
        "À EXAMINER : proche d’une partie listée ; quelqu’un doit regarder",
    ),
    "none": ("Nothing near on these lists", "Rien d’approchant sur ces listes"),
    "band hit": ("hit", "correspondance"),
    "band review": ("review", "à examiner"),
    "band": ("Band", "Niveau"),
    "score": ("Score", "Score"),
    "list": ("List", "Liste"),
    "entry": ("Entry", "Inscription"),
    "words": ("Words that met", "Mots rapprochés"),
    "since": ("Listed", "Inscrit le"),
    "best": ("The gravest entry: {}", "L’inscription la plus grave : {}"),
    "requirement": ("Requirement", "Exigence"),
    "policy": ("Review policy", "Politique d’examen"),
    "footnotes": ("Footnotes", "Notes"),
    "citation": ("Citation", "Référence"),
    "note": ("Note", "Remarque"),
    "unworded": (
        "The text of that day is not on record: a license is required at least.",
        "Le texte de ce jour n’est pas au dossier : une licence est exigée au moins.",
    ),
    "red flag": (
        "Section 1260H is a red flag, not a license requirement.",
        "La section 1260H est un signal d’alerte, non une exigence de licence.",
    ),
    "more": ("and {} more of the party", "et {} de plus, même partie"),
    "further": (
        "{} further parties; the JSON has all.",
        "{} autres parties ; le JSON les donne toutes.",
    ),
    "said": ("{}: {}", "{} : {}"),
    "between": ("; ", " ; "),
    "looked": ("Lists: {}", "Listes : {}"),
    "list of": ("{} of {}", "{} du {}"),
    "may stand": (
        (
            "{day} is the day of its print: the day from which it stood is not on record, and may "
            "be some days before"
        ),
        (
            "{day} est le jour de sa publication : le jour depuis lequel elle vaut n’est pas au "
            "dossier et peut le précéder de quelques jours"
        ),
    ),
    "not comparable": (
        "The name holds nothing that can be compared: a person must look.",
        "Le nom ne contient rien qui se compare : quelqu’un doit regarder.",
    ),
    "any entry": (
        "The name holds nothing that can be compared: it may be that of any entry.",
        "Le nom ne contient rien qui se compare : ce peut être celui de toute inscription.",
    ),
    "nobody": (
        "NOBODY IS NAMED: “{name}” names no party, so that nobody was compared by name",
        "PERSONNE N’EST NOMMÉ : « {name} » ne nomme personne, aucun nom n’a été comparé",
    ),
    "disclaimer": (
        "Not legal advice. A name on no list clears nobody: use the current official lists.",
        "Sans valeur d’avis juridique. Un nom sur aucune liste ne blanchit personne.",
    ),
    "file": (
        (
            "{} lines, {} distinct parties: {} hits, {} reviews, {} not screened, {} with nothing "
            "near (lines)."
        ),
        (
            "{} lignes, {} parties distinctes\u00a0: {} correspondances, {} à examiner, {} non "
            "vérifiées, {} sans rien d’approchant (lignes)."
        ),
    ),
    "columns": ("Columns screened: {}.", "Colonnes vérifiées\u00a0: {}."),
    "unread columns": (
        (
            "Not screened, though they may name a party: {}. Call each as what it is (name, "
            "consignee, end user …)."
        ),
        (
            "Non vérifiées, bien qu’elles puissent nommer une partie\u00a0: {}. Appelez chacune "
            "par ce qu’elle est (nom, destinataire, utilisateur final…)."
        ),
    ),
    "unknown countries": (
        "No country is called {}: such lines were screened as if they named none.",
        "Aucun pays ne s’appelle {}\u202f: ces lignes ont été vérifiées comme sans pays.",
    ),
    "written": ("Written to {}.", "Écrit dans {}."),
}
