"""Briefs of questions about a market: ranges, labels, what an answer rests on."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "kicker": ("Markets over time", "Les marchés au fil du temps"),
    "model": ("a model, nine draws in ten", "un modèle, neuf tirages sur dix"),
    "what if": ("a supposition", "une supposition"),
    "untested": ("a structural test, unresearched", "un essai de structure, non recherché"),
    "lead": (
        "{asks} In half of {draws} draws, {half}; in nine of ten, {most}.",
        "{asks} Dans la moitié des {draws} tirages, {half} ; dans neuf sur dix, {most}.",
    ),
    # ---- ranges ----
    "range": ("{low} to {high}", "{low} à {high}"),
    "units": ("{range}\u00a0chips", "{range}\u00a0puces"),
    "units one": ("{range}\u00a0chips", "{range}\u00a0puce"),
    "units scaled": ("{range}\u00a0{scale} chips", "{range}\u00a0{scale} de puces"),
    "USD": ("USD\u00a0{range}", "{range}\u00a0USD"),
    "USD scaled": ("USD\u00a0{range}\u00a0{scale}", "{range}\u00a0{scale}\u00a0USD"),
    "TPP": ("{range}\u00a0TPP", "{range}\u00a0TPP"),
    "TPP scaled": ("{range}\u00a0{scale} TPP", "{range}\u00a0{scale} de TPP"),
    "H100 by TPP": ("{range}\u00a0H100-equivalents", "{range}\u00a0équivalents H100"),
    "H100 by TPP scaled": (
        "{range}\u00a0{scale} H100-equivalents",
        "{range}\u00a0{scale} d’équivalents H100",
    ),
    "tokens/s": ("{range}\u00a0tokens a second", "{range}\u00a0jetons par seconde"),
    "tokens/s scaled": (
        "{range}\u00a0{scale} tokens a second",
        "{range}\u00a0{scale} de jetons par seconde",
    ),
    "days": ("{range}\u00a0days", "{range}\u00a0jours"),
    "days one": ("{range}\u00a0day", "{range}\u00a0jour"),
    "share": ("{range}\u00a0%", "{range}\u00a0%"),
    "points": ("{range}\u00a0points", "{range}\u00a0points"),
    "million": ("million", "million"),
    "millions": ("million", "millions"),
    "billion": ("billion", "milliard"),
    "billions": ("billion", "milliards"),
    "trillion": ("trillion", "billion"),
    "trillions": ("trillion", "billions"),
    # ---- the two sentences that each brief works out ----
    "label supply": ("Supply or stock.", "L’offre ou le stock."),
    "supply binds": (
        (
            "In the week of {day}, orders waiting exceed finished stock in {share} of draws: "
            "supply binds."
        ),
        (
            "La semaine du {day}, les commandes en attente dépassent le stock achevé dans {share} "
            "des tirages : c’est l’offre qui limite."
        ),
    ),
    "supply holds": (
        (
            "In the week of {day}, orders waiting exceed finished stock in {share} of draws: "
            "the seller holds stock."
        ),
        (
            "La semaine du {day}, les commandes en attente dépassent le stock achevé dans {share} "
            "des tirages : le vendeur a du stock."
        ),
    ),
    "supply shut": (
        "On {day}, the flow is shut: the seller holds {stock} in finished stock.",
        "Le {day}, le flux est fermé : le vendeur a {stock} en stock achevé.",
    ),
    "label change": ("What would change this.", "Ce qui changerait cela."),
    "moves with": (
        "It moves most with {what}, resting on {confidence}: rank correlation {correlation}.",
        (
            "La réponse varie surtout avec {what} : corrélation de rang {correlation} ; elle "
            "repose sur {confidence}."
        ),
    ),
    "moves with nothing": (
        "In {draws} draws, nothing that is drawn moves it more than chance does.",
        "Sur {draws} tirages, rien de ce qui est tiré n’y joue plus que le hasard.",
    ),
    "of product": ("{parameter} of the {product}", "{parameter} de la puce {product}"),
    "of buyer": ("{parameter} of {buyer}", "{parameter} ({buyer})"),
    # ---- how sure a prior is ----
    "high": ("a filing or an act", "un dépôt ou un acte"),
    "medium": ("a named source", "une source nommée"),
    "low": ("a weak source", "une source faible"),
    "memory": ("memory", "la mémoire"),
    "assumed": ("our judgment", "notre jugement"),
    # ---- certain, and not ----
    "law": (
        "{product}: a license is required from {since} to {until} ({measure})",
        "{product} : une licence est requise du {since} au {until} ({measure})",
    ),
    "law on": (
        "{product}: a license is required from {since} on ({measure})",
        "{product} : une licence est requise à partir du {since} ({measure})",
    ),
    "law until": (
        "{product}: a license is required until {until} ({measure})",
        "{product} : une licence est requise jusqu’au {until} ({measure})",
    ),
    "law all": (
        "{product}: a license is required all the time ({measure})",
        "{product} : une licence est requise tout du long ({measure})",
    ),
    "books": (
        "every world sees the same draws, and units and dollars close at every step",
        ("tous les mondes voient les mêmes tirages ; unités et dollars se retrouvent à chaque pas"),
    ),
    "repeat": (
        "the same command prints the same numbers: {command}",
        "la même commande imprime les mêmes nombres : {command}",
    ),
    "weak": (
        (
            "{weak} of {all} priors rest on weak sources or judgment; known only after the "
            "cut-off: {late}"
        ),
        (
            "{weak} des {all} lois a priori reposent sur des sources faibles ou un jugement ; "
            "connues seulement après la date limite : {late}"
        ),
    ),
    "fact why": ("{day}: {says}; {why} ({source})", "{day} : {says} ; {why} ({source})"),
    "rests": (
        "{what}: {confidence} ({source})",
        "{what} : {confidence} ({source})",
    ),
    "rests late": (
        "{what}: {confidence}, in hindsight ({source})",
        "{what} : {confidence}, avec le recul ({source})",
    ),
    # ---- the picture ----
    "picture": ("{measure}: 50 and 90 % of draws", "{measure} : 50 et 90 % des tirages"),
    "row": ("What", "Quoi"),
    "p5": ("5 %", "5 %"),
    "p50": ("Median", "Médiane"),
    "p95": ("95 %", "95 %"),
    "picture alt": (
        "{title}. For each row, the range of nine draws in ten: {rows}",
        "{title}. Pour chaque ligne, l’étendue de neuf tirages sur dix : {rows}",
    ),
    # ---- the terminal ----
    "drivers": ("What it moves with", "Avec quoi cela varie"),
    "checkable": ("checkable", "vérifiable"),
    "not checkable": ("not checkable", "non vérifiable"),
}
