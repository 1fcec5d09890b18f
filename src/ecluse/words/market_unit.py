"""The units of priors; the keys are those of their files."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    text: (text, french)
    for text, french in {
        "H100 by TPP": "H100 en TPP",
        "USD": "USD",
        "acts a year": "actes par an",
        "chips": "puces",
        "chips a quarter": "puces par trimestre",
        "chips a year": "puces par an",
        "days": "jours",
        "dies": "puces nues",
        "dies a quarter": "puces nues par trimestre",
        "elasticity": "élasticité",
        "good chips of all": "bonnes puces sur l’ensemble",
        "likelihood ratio": "rapport de vraisemblance",
        "need over supply": "besoin sur offre",
        "odds within half a year": "cote en six mois",
        "per share of need unmet": "par part du besoin non servie",
        "place within the range": "place dans l’étendue",
        "probability": "probabilité",
        "ratio": "rapport",
        "ratio a quarter": "rapport par trimestre",
        "share": "part",
        "share a year": "part par an",
        "share of domestic AI chips": "part des puces d’IA nationales",
        "share of price": "part du prix",
        "share of revenue": "part du chiffre d’affaires",
        "share of stock a quarter": "part du stock par trimestre",
        "share of the mean pace": "part du rythme moyen",
        "share of units in making": "part des unités en fabrication",
        "stacks of HBM": "piles HBM",
        "stacks of HBM a quarter": "piles HBM par trimestre",
        "units": "unités",
        "units a quarter": "unités par trimestre",
        "weeks": "semaines",
        "weeks of need": "semaines de besoin",
        "weeks of supply": "semaines d’offre",
        "weight": "poids",
        "years": "années",
        "years at the pace of 2024": "années au rythme de 2024",
    }.items()
}
