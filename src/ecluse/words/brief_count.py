"""What is counted in a brief; a key that ends in "one" is said of one (in French, of none too)."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "presumed": ("{} facts are presumed", "{} faits sont présumés"),
    "presumed one": ("{} fact is presumed", "{} fait est présumé"),
    "possible": ("{} requirements may apply", "{} exigences peuvent s’appliquer"),
    "possible one": ("{} requirement may apply", "{} exigence peut s’appliquer"),
    "needs": ("{} unknown facts leave it open", "{} faits inconnus la laissent ouverte"),
    "needs one": ("{} unknown fact leaves it open", "{} fait inconnu la laisse ouverte"),
    "settle": ("{} facts would settle it, first", "{} faits trancheraient, d’abord"),
    "settle one": ("{} fact would settle it", "{} fait trancherait"),
    "answers": ("{} answers", "{} réponses"),
    "answers one": ("{} answer", "{} réponse"),
    "provisions": ("{} provisions differ", "{} dispositions diffèrent"),
    "provisions one": ("{} provision differs", "{} disposition diffère"),
    "lines": ("{} lines", "{} lignes"),
    "lines one": ("{} line", "{} ligne"),
}
