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
    "part": ("{} {}% ({})", "{} {}\u00a0% ({})"),
    "operator.feed-forward up": ("feed-forward up", "montée du feed-forward"),
    "operator.feed-forward down": ("feed-forward down", "descente du feed-forward"),
    "operator.feed-forward activation": ("feed-forward activation", "activation du feed-forward"),
    "operator.query, key, value": ("query, key, value", "requête-clé-valeur"),
    "operator.attention output": ("attention output", "sortie d’attention"),
    "operator.output head": ("output head", "tête de sortie"),
    "operator.rotary and cache write": ("rotary and cache write", "rotation et écriture du cache"),
    "operator.all-reduce": ("all-reduce", "all-reduce"),
    "operator.between stages": ("between stages", "entre les étages"),
    "operator.between passes": ("between passes", "entre les passes"),
    "operator.waiting for the host": ("waiting for the host", "attente de l’hôte"),
    "operator.hidden by overlap": ("hidden by overlap", "masqué par recouvrement"),
    "bound.compute": ("compute", "calcul"),
    "bound.memory": ("memory", "mémoire"),
    "bound.interconnect": ("interconnect", "interconnexion"),
    "bound.overhead": ("overhead", "frais fixes"),
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
