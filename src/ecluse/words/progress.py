"""The stages of long work."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "read": ("Reading", "Lecture"),
    "resolve": ("Resolving names", "Résolution des noms"),
    "decide": ("Deciding", "Décision"),
    "sort": ("Sorting items and places", "Tri des articles et des lieux"),
    "count": ("Counting running totals", "Calcul des cumuls"),
    "sum": ("Summing", "Sommes"),
    "write": ("Writing", "Écriture"),
    "answers": ("Comparing answers", "Comparaison des réponses"),
    "scenario": ("Counting answers", "Décompte des réponses"),
    "designs": ("Designs", "Conceptions"),
    "days": ("Days of constant law", "Jours de droit constant"),
    "check": ("Checking questions", "Contrôle des questions"),
    "answer": ("Answering", "Réponses"),
    "draws": ("Drawing", "Tirages"),
    "worlds": ("Worlds", "Mondes"),
    "laws": ("Working out laws", "Calcul des droits"),
    "runs": ("Running", "Simulations"),
    "sensitivity": ("Sensitivity", "Sensibilité"),
}
