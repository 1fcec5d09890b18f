"""The pages of two laws and of scenarios."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Compare two laws", "Comparer deux états du droit"),
    "title of": ("{} and {}", "{} et {}"),
    "lead": (
        (
            "Two days, or the law as it is and a scenario: which provisions differ, which answers "
            "change, and which measure changed them."
        ),
        (
            "Deux jours, ou le droit tel qu’il est et un scénario : quelles dispositions "
            "diffèrent, quelles réponses changent, et quelle mesure les a changées."
        ),
    ),
    "counted": (
        "{} of {} answers change; {} provisions differ.",
        "{} réponses sur {} changent ; {} dispositions diffèrent.",
    ),
    "before": ("First law", "Premier état"),
    "after": ("Second law", "Second état"),
    "hint": (
        "A day such as 2025-04-15, the name of a scenario, or DAY,SCENARIO.",
        "Un jour tel que 2025-04-15, le nom d’un scénario, ou JOUR,SCÉNARIO.",
    ),
    "answers": ("Answers that change", "Les réponses qui changent"),
    "provisions": ("Provisions that differ", "Les dispositions qui diffèrent"),
    "no answer": (
        "No answer of the catalogue changes, to any country.",
        "Aucune réponse du catalogue ne change, vers aucun pays.",
    ),
    "no provision": ("No provision differs.", "Aucune disposition ne diffère."),
    "no measure": ("by no single measure", "par aucune mesure seule"),
    "from": ("from", "de"),
    "to": ("to", "à"),
    "count": ("answers", "réponses"),
    "items": ("items", "articles"),
    "countries": ("shipped to", "vers"),
    "by": ("by", "par"),
    "several": (
        "several changes together: no one or two of them explain it",
        "plusieurs changements ensemble : ni un ni deux ne l’expliquent",
    ),
    "left": (
        "{} more groups are not shown: ask for one country, or for JSON.",
        "{} groupes de plus ne sont pas montrés : demandez un seul pays, ou le JSON.",
    ),
    "added": ("added", "ajoutée"),
    "replaced": ("replaced", "remplacée"),
    "removed": ("removed", "supprimée"),
    "by day": ("What changed on a day", "Ce qui a changé un jour donné"),
    "scenario": ("Scenario", "Scénario"),
    "scenarios": (
        (
            "A scenario edits the log of measures: it drops, delays, pauses or adds some, or "
            "grants licenses. Whatever takes a law takes a scenario."
        ),
        (
            "Un scénario modifie le registre des mesures : il en retire, retarde, suspend ou "
            "ajoute, ou accorde des licences. Tout ce qui prend un droit prend un scénario."
        ),
    ),
    "write one": ("Write one of your own", "En écrire un"),
    "edits": ("What it edits", "Ce qu’il modifie"),
    "drops": ("drops", "retire"),
    "delays": ("delays", "retarde"),
    "pauses": ("pauses", "suspend"),
    "adds": ("adds", "ajoute"),
    "grants": ("grants", "accorde"),
    "touches": ("The days that it touches", "Les jours qu’il touche"),
    "touches nothing": ("It touches the law of no day.", "Il ne touche le droit d’aucun jour."),
    "answers then": ("Which answers change then", "Quelles réponses changent alors"),
    "its file": ("The scenario’s file", "Le fichier du scénario"),
    "edit it": ("Edit it", "Le modifier"),
    "editor": ("A scenario of your own", "Votre propre scénario"),
    "editor lead": (
        "Write what you suppose; it is checked as you type. Nothing of it is kept.",
        "Écrivez ce que vous supposez ; le texte est vérifié à mesure. Rien n’en est conservé.",
    ),
    "editor hint": (
        "YAML, in the words of the shipped scenarios: drops, delays, pauses, adds, grants.",
        "YAML, avec les mots des scénarios livrés : drops, delays, pauses, adds, grants.",
    ),
    "check it": ("Check it", "Vérifier"),
    "count it": ("Count the answers that change", "Compter les réponses qui changent"),
    "mistakes": ("{} mistakes", "{} erreurs"),
    "begin with": ("Begin with a shipped one", "Partir d’un scénario livré"),
    "mistakes one": ("{} mistake", "{} erreur"),
}
