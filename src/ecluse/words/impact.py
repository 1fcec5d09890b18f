"""`ecluse impact` on the terminal."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "ships to": (
        "{model} on chips that may ship to {to}: {before} against {after} ({layout})",
        "{model} sur les puces livrables vers {to}\u202f: {before} contre {after} ({layout})",
    ),
    "best": ("best", "meilleure"),
    "ratio": ("ratio", "rapport"),
    "nothing": ("nothing", "rien"),
    "offer": ("{item}: {rate}", "{item}\u202f: {rate}"),
    "lost": (
        "No longer to be had ({count}): {names}",
        "N’est plus disponible ({count})\u202f: {names}",
    ),
    "gained": (
        "Newly to be had ({count}): {names}",
        "Nouvellement disponible ({count})\u202f: {names}",
    ),
    "stock": ("A stock of {}", "Un stock de {}"),
    "each day": ("Each day of delay lets through {}", "Chaque jour de délai laisse passer {}"),
    "stock is": (
        "{units} {item}: {rate} output tokens/s, {h100} H100-equivalents for this load",
        (
            "{units} {item}\u202f: {rate} jetons produits par seconde, {h100} équivalents "
            "H100 pour cette charge"
        ),
    ),
    "tpp": (", {} TPP", ", {} TPP"),
    "note": (
        (
            "Output tokens/s with both phases on the same chips; prices are the youngest "
            "printed ones; a model, not legal advice."
        ),
        (
            "Jetons produits par seconde, les deux phases sur les mêmes puces\u202f; prix "
            "les plus récents publiés\u202f; un modèle, pas un avis juridique."
        ),
    ),
}
