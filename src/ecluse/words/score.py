"""A score of a market on outcomes from outside, on the terminal and in its answers."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{market} scored on {outcomes}", "{market} évalué sur {outcomes}"),
    "run": (
        "{draws} draws, seed {seed}, seen from {cutoff}, priors {hash}",
        "{draws} tirages, graine {seed}, vu du {cutoff}, lois a priori {hash}",
    ),
    "series": ("series", "série"),
    "period": ("period", "période"),
    "outcome": ("outcome", "réel"),
    "middle": ("median", "médiane"),
    "range": ("5 % to 95 %", "5 % à 95 %"),
    "crps": ("CRPS", "CRPS"),
    "in": ("in", "dans"),
    "in50": ("50 %", "50 %"),
    "in90": ("90 %", "90 %"),
    "out": ("out", "hors"),
    "with": ("With rows of hindsight", "Avec les lignes connues après coup"),
    "without": (
        "Without them: what was known by {cutoff} in the place of {count} rows",
        "Sans elles : ce que l’on savait au {cutoff} à la place de {count} lignes",
    ),
    "cover": (
        "in the middle half {half}, in the middle 90 % {most} of {count}",
        "dans la moitié centrale {half}, dans les 90 % du milieu {most}, sur {count}",
    ),
    "money": (
        "USD bn, mean of {count}: CRPS {crps}, interval score {half} (50 %), {most} (90 %)",
        "Md USD, moyenne de {count} : CRPS {crps}, score d’intervalle {half} (50 %), {most} (90 %)",
    ),
    "last": (
        "“last quarter again” misses by {naive}, the model on the same {count} by {crps}",
        "« encore le dernier trimestre » : écart {naive}, modèle sur les mêmes {count} : {crps}",
    ),
    "zero": (
        "“zero from the rule” misses by {naive}, the model on the same {count} by {crps}",
        "« zéro dès la règle » : écart {naive}, modèle sur les mêmes {count} : {crps}",
    ),
    "not scored": ("Not scored", "Non évalués"),
    "for": ("{why}: {names}", "{why} : {names}"),
    "not modelled": ("not modelled: {why}", "hors du modèle : {why}"),
    "no outcome": ("no outcome in the file", "aucun résultat dans le fichier"),
    "hindsight": (
        "priors known only after the cut-off: {late} of {all}; both scores stand",
        (
            "lois a priori connues seulement après la date limite : {late} sur {all} ; "
            "les deux évaluations figurent"
        ),
    ),
    "conditions": (
        (
            "conditions, in both scores: rows that stand for acts of after the cut-off, which are "
            "given: {priors}"
        ),
        (
            "conditions, dans les deux évaluations : lignes qui tiennent à des actes d’après la "
            "date limite, qui sont donnés : {priors}"
        ),
    ),
    "naive hindsight": (
        "a naive forecast of units rests on a figure that was known only later",
        "une prévision naïve d’unités repose sur un chiffre connu seulement plus tard",
    ),
    "unread": (
        "columns that were not read: {columns}",
        "colonnes non lues : {columns}",
    ),
    "logged": ("added to {path}", "ajouté à {path}"),
    "disclaimer": (
        (
            "A model, not a forecast and not legal advice. Ranges rest on priors that describe "
            "no time after {cutoff}; the acts of both governments are given, not foretold."
        ),
        (
            "Un modèle, ni une prévision ni un avis juridique. Les étendues reposent sur des lois "
            "a priori qui ne décrivent rien après le {cutoff} ; les actes des deux gouvernements "
            "sont donnés, non prédits."
        ),
    ),
}
