"""`ecluse design` on the terminal."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "head": ("The best design for {}", "La meilleure conception pour {}"),
    "load": (
        " ({layout}, {precision}, batch {batch}, {input} in, {output} out)",
        " ({layout}, {precision}, lot {batch}, {input} en entrée, {output} en sortie)",
    ),
    "case": (
        "to {to} on {on}{under}, searched by {objective}, outcome {outcome}: ",
        "vers {to} le {on}{under}, recherche par {objective}, résultat {outcome}\u202f: ",
    ),
    "under": (" under {}", " selon {}"),
    "to show": ("to be shown: {}", "à établir\u202f: {}"),
    "legend": (
        (
            "/mm2: performance density; MB: on-chip memory; HBM: stacks; link: both "
            "directions, the host's apart; rates per chip; by: {}.\nRows without a name are "
            "the front of decode against prefill."
        ),
        (
            "/mm2\u202f: densité de performance\u202f; MB\u202f: mémoire sur puce "
            "(Mo)\u202f; HBM\u202f: empilements\u202f; lien\u202f: deux sens, hors "
            "hôte\u202f; p.\u202f: puces logiques\u202f; hor.\u202f: horloge\u202f; débits "
            "par puce\u202f; crit.\u202f: {}.\nLes lignes sans nom sont le front décodage "
            "contre préremplissage."
        ),
    ),
    "closed": (
        "no design of the space exceeds {bound} {unit} (best {best})",
        "aucune conception de l’espace ne dépasse {bound} {unit} (meilleure {best})",
    ),
    "not closed": (
        "not closed; no design of the space exceeds {bound} {unit} (best {best})",
        (
            "non clos\u202f; aucune conception de l’espace ne dépasse {bound} {unit} "
            "(meilleure {best})"
        ),
    ),
    "binds": ("What binds", "Ce qui limite"),
    "price": (
        "{limit}{by}: one unit more buys {gain} ({share}){gone}",
        "{limit}{by}\u202f: une unité de plus apporte {gain} ({share}){gone}",
    ),
    "gone": ("; without this limit {}", "\u202f; sans cette limite {}"),
    "beside": ("Catalogue chips beside it", "Puces du catalogue à côté"),
    "chip": ("chip", "puce"),
    "answer": ("answer", "réponse"),
    "of best": ("of best", "de la meilleure"),
    "note": (
        (
            "{points} points and {boxes} boxes in {seconds} s ({rate} M/s); {buildable} can "
            "be built, {allowed} may ship; the law was asked {asked} times. A model of "
            "public figures (docs/design-search.md), not legal advice."
        ),
        (
            "{points} points et {boxes} boîtes en {seconds} s ({rate} M/s)\u202f; "
            "{buildable} sont réalisables, {allowed} sont livrables\u202f; le droit a été "
            "interrogé {asked} fois. Un modèle de chiffres publics (docs/design-search.md), "
            "pas un avis juridique."
        ),
    ),
}
