"""A company's own book as the demand of a market."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": (
        "The book {book}, the demand for what {sellers} makes from {since} on",
        "Le carnet {book}, demande de ce que fait {sellers} dès le {since}",
    ),
    "row": ("row", "ligne"),
    "part": ("part", "article"),
    "buyer": ("buyer", "acheteur"),
    "units": ("units", "unités"),
    "due": ("due", "échéance"),
    "gate": ("law then", "droit"),
    "delivered": ("delivered", "livré"),
    "wait": ("wait, days", "attente, jours"),
    "at risk": ("at risk, USD", "menacé, USD"),
    "charge": ("charge, USD", "charge, USD"),
    "range": ("{low} to {high}", "{low} à {high}"),
    "percent": ("{value} %", "{value} %"),
    "never": ("never", "jamais"),
    "ever": ("in {share} % of draws", "dans {share} % des tirages"),
    "not sold": ("not sold in this market", "non vendu dans ce marché"),
    "late": ("due after the run", "échéance après le calcul"),
    "outside": ("outside the run", "hors du calcul"),
    "free": ("open", "ouvert"),
    "held": ("licensed", "détenue"),
    "shut": ("license", "licence"),
    "unknown": ("undetermined", "indéterminé"),
    "all": ("all", "tout"),
    "more": ("and {more} more; a file has all", "et {more} de plus ; un fichier les a toutes"),
    "gates": (
        "What the law says of each kind of line",
        "Ce que dit le droit de chaque sorte de ligne",
    ),
    "rest": (
        (
            "Charge of {sellers} on what no line bears: {told} USD. Revenue of the lines, at their "
            "prices: {revenue} USD."
        ),
        (
            "Charge de {sellers} sur ce qu’aucune ligne ne porte : {told} USD. Chiffre d’affaires "
            "des lignes, à leurs prix : {revenue} USD."
        ),
    ),
    "note": (
        (
            "A range is 5 % to 95 %. A line is ordered with the first week that begins on or after "
            "its due date; a wait is that of what is delivered. What the market states of a gate "
            "that the engine cannot tell does not count for a book."
        ),
        (
            "Une étendue va de 5 % à 95 %. Une ligne est commandée avec la première semaine qui "
            "commence à son échéance ou après ; une attente est celle de ce qui est livré. Ce que "
            "le marché énonce là où le moteur ne peut trancher ne compte pas pour un carnet."
        ),
    ),
    "parties": (
        "parties are not screened here; `ecluse orders` does that",
        "les parties ne sont pas filtrées ici ; `ecluse orders` le fait",
    ),
}
