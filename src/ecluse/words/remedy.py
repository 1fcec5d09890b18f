"""What would change an answer, in words: changes of the item, of the law, and the license path.

A key that is the name of a fact is the short name of that figure.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "headline": ("{asked}, {on}: {answer}", "{asked}, {on} : {answer}"),
    "item": ("The item", "L’article"),
    "nothing to change": (
        "nothing needs to change: no license is required",
        "rien à changer : aucune licence n’est requise",
    ),
    "no figure": (
        "no change of its figures, alone or three together, reaches it",
        "aucun changement de ses chiffres, seul ou par trois, n’y mène",
    ),
    "named": (
        (
            "{} names the item itself; no figure frees it. "
            "For a new design that the letter does not name:"
        ),
        (
            "{} vise l’article lui-même ; aucun chiffre ne l’en libère. "
            "Pour un nouveau modèle que la lettre ne nomme pas :"
        ),
    ),
    "new design": ("any design as it stands", "tout modèle, en l’état"),
    "now": ("now {}", "actuellement {}"),
    "unknown": ("unknown", "inconnu"),
    "not datacenter": (
        "not designed or marketed for datacenters",
        "ni conçu ni commercialisé pour les centres de données",
    ),
    "datacenter": (
        "designed or marketed for datacenters",
        "conçu ou commercialisé pour les centres de données",
    ),
    "at least": ("at least {}", "au moins {}"),
    "more than": ("more than {}", "plus de {}"),
    "at most": ("at most {}", "au plus {}"),
    "less than": ("less than {}", "moins de {}"),
    "any": ("any", "quelconque"),
    "that is": ("{defined} {cell}: {corners}", "{defined} {cell} : {corners}"),
    "corner": ("{fact} {cell} at {value}", "{fact} {cell} pour {value}"),
    "corner limit": ("{fact} {cell} towards {value}", "{fact} {cell} vers {value}"),
    "beside": ("Beside any of these", "À côté de tout cela"),
    "applies": ("{} applies whatever the design", "{} s’applique quel que soit le modèle"),
    "would apply": (
        "could come in, by {asks}: {provision}",
        "pourrait intervenir, selon {asks} : {provision}",
    ),
    "law": ("The law", "Le droit"),
    "without": ("without {}: {}", "sans {} : {}"),
    "no set": ("no set of up to {} {} changes it", "aucun ensemble d’au plus {} {} ne la change"),
    "measures": ("measures", "mesures"),
    "provisions": ("provisions", "dispositions"),
    "amendments": ("limits and lists, written otherwise", "seuils et listes, écrits autrement"),
    "limit": (
        "a {fact} limit of {cell} instead of {before} in {provision}",
        "un seuil de {fact} de {cell} au lieu de {before} dans {provision}",
    ),
    "list without": ("no {1} in {0}", "{0} sans {1}"),
    "list with": ("{1} in {0}", "{1} dans {0}"),
    "with": ("{} with {}", "{} avec {}"),
    "already": ("{} now, already so", "actuellement {}, déjà le cas"),
    "the end of": ("the end of {}", "la fin de {}"),
    "headquarters": ("headquarters {}", "siège : {}"),
    "license": ("The license path", "La voie de la licence"),
    "to show": ("to show: {}", "à établir : {}"),
    "needs item": ("only with another design: {}", "seulement avec un autre modèle : {}"),
    "not described": (
        "the item is in none of its paragraphs",
        "l’article n’est dans aucun de ses paragraphes",
    ),
    "closed": ("closed, for: {}", "fermé, car : {}"),
    "not said": (
        "only if it is so, which nobody says: {}",
        "seulement si, ce que personne ne dit : {}",
    ),
    "leaves": ("it leaves standing: {}", "elle laisse subsister : {}"),
    "reviewed": ("{requirement}: {policy}", "{requirement} : {policy}"),
    "milder": ("{policy} ({provision})", "{policy} ({provision})"),
    "show": ("an application shows: {}", "une demande établit : {}"),
    "more": ("… and {} more: {} lists them", "… et {} de plus : {} les donne"),
    "tpp": ("TPP", "TPP"),
    "performance_density": ("performance density", "densité de performance"),
    "die_area_mm2": ("die area", "surface de puce"),
    "dram_bandwidth_gb_per_s": ("DRAM bandwidth", "débit DRAM"),
    "chip_link_gb_per_s": ("chip-to-chip link", "lien entre puces"),
    "io_bandwidth_gb_per_s": ("total I/O bandwidth", "débit total d’E/S"),
    "dram_plus_io_gb_per_s": ("DRAM and I/O together", "DRAM et E/S ensemble"),
    "stack_bandwidth_gb_per_s": ("stack bandwidth", "débit de l’empilement"),
    "stack_area_mm2": ("stack area", "surface de l’empilement"),
    "memory_bandwidth_density": ("memory bandwidth density", "densité de débit mémoire"),
    "and": (" and ", " et "),
    "answer": ("{}: {}", "{} : {}"),
    "part joiner": ("; ", " ; "),
}
