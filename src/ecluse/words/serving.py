"""`ecluse infer`, `compare` and `impact` on the terminal."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "head": (
        ("{model} on {count} x {chip}: {layout}, {precision}, {overlap}, {input} in, {output} out"),
        (
            "{model} sur {count} × {chip}\u202f: {layout}, {precision}, {overlap}, {input} "
            "en entrée, {output} en sortie"
        ),
    ),
    "overlap": ("two batches overlap", "deux lots se recouvrent"),
    "no overlap": ("nothing overlaps", "rien ne se recouvre"),
    "phase": ("phase", "phase"),
    "rate": ("tokens/s a chip", "jetons/s par puce"),
    "in all": ("in all", "en tout"),
    "pass": ("pass", "passe"),
    "energy": ("J/token", "J/jeton"),
    "cost": ("USD/M tokens", "USD/M jetons"),
    "bound by": ("bound by", "limité par"),
    "prefill": ("prefill", "préremplissage"),
    "decode": ("decode", "décodage"),
    "first token": ("first token after {} ms; ", "premier jeton après {} ms\u202f; "),
    "per token": (
        "{ms} ms per output token at a batch of {batch} a group; ",
        "{ms} ms par jeton produit, lot de {batch} par groupe\u202f; ",
    ),
    "together": (
        "{} output tokens/s in all, both phases together",
        "{} jetons produits par seconde en tout, les deux phases ensemble",
    ),
    "memory": (
        (
            "memory of a chip: weights {weights} GB, cache {cache}, working {working}, of "
            "{capacity}; a batch of {batch} fits"
        ),
        (
            "mémoire d’une puce\u202f: poids {weights} Go, cache {cache}, travail {working}, "
            "sur {capacity}\u202f; un lot de {batch} tient"
        ),
    ),
    "parts": ("{phase}: {parts}", "{phase}\u202f: {parts}"),
    "price": (
        "cost at {} USD a chip over four years, without hosts, power or network",
        "coût à {} USD la puce sur quatre ans, sans hôtes, énergie ni réseau",
    ),
    "assumed": ("assumed, hence the range: {}", "supposé, d’où l’intervalle\u202f: {}"),
    "ships to": (
        "{model} on chips that may ship to {to}: {before} against {after} ({layout})",
        "{model} sur les puces livrables vers {to}\u202f: {before} contre {after} ({layout})",
    ),
    "best": ("best", "meilleure"),
    "ratio": ("ratio", "rapport"),
    "per chip": ("tokens/s a chip", "jetons/s par puce"),
    "per dollar": ("tokens/s per 1,000 USD", "jetons/s pour 1\u202f000 USD"),
    "per watt": ("tokens/s a watt", "jetons/s par watt"),
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
    "impact note": (
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
