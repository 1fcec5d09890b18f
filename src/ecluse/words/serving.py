"""`ecluse infer` on the terminal."""

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
    "side by side": ("{model} on {count} chips", "{model} sur {count} puces"),
}
