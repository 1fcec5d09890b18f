"""Several levers, and what each of them does to a market."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "together": ("all together", "tous ensemble"),
    "whole": ("The whole run, {since} to {until}", "Toute la période, du {since} au {until}"),
    "whole run": ("the whole run", "toute la période"),
    "shapley": ("mean share (Shapley)", "part (Shapley)"),
    "mean": ("mean", "moyenne"),
    "first": ("first", "en premier"),
    "last": ("last", "en dernier"),
    "periods": ("By period, all levers together", "Par période, tous les leviers ensemble"),
    "nothing": (
        "No measure shown differs in any draw.",
        "Aucune mesure montrée ne diffère dans aucun tirage.",
    ),
    "leaves": (
        (
            "the first scenario that is pulled takes the place of {versus}, so the shares of "
            "scenarios hold what leaving {versus} does"
        ),
        (
            "le premier scénario actionné prend la place de {versus} : les parts des scénarios "
            "contiennent donc l’effet de l’abandon de {versus}"
        ),
    ),
    "prior": ("prior", "loi a priori"),
    "sensitivity": (
        "Priors that move it most: {measure} (share of the variance, Sobol)",
        "Lois a priori qui pèsent le plus : {measure} (part de la variance, Sobol)",
    ),
    "alone": ("alone", "seule"),
    "total": ("with interactions", "avec interactions"),
    "more": (
        "{count} more under `sensitivity` of the JSON",
        "{count} autres dans le JSON, sous `sensitivity`",
    ),
    "will run": (
        "sensitivity: {runs} runs of each side ({base} points, {inputs} priors and groups)",
        (
            "sensibilité : {runs} simulations de chaque côté ({base} points, {inputs} lois "
            "a priori et groupes)"
        ),
    ),
}
