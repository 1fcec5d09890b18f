"""The pages of markets over time."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "markets": ("Markets over time", "Les marchés dans le temps"),
    "lead": (
        (
            "What a rule, a notice, a license or a fee lets through: the dated law joined to "
            "stocks and flows, told as ranges. Each page lets you turn what is not known."
        ),
        (
            "Ce qu’une règle, un préavis, une licence ou une redevance laissent passer : le droit "
            "daté, joint aux stocks et aux flux, en étendues. Chaque page permet de régler ce que "
            "l’on ignore."
        ),
    ),
    "kicker": ("Market over time", "Marché dans le temps"),
    "model": (
        "A model, not a forecast and not legal advice.",
        "Un modèle, non une prévision ni un avis juridique.",
    ),
    "cutoff": (
        (
            "No prior describes a time after {}. Dated acts of both governments after it are given "
            "to the run, outcomes are not."
        ),
        (
            "Aucune loi a priori ne décrit un temps postérieur au {}. Les actes datés des deux "
            "gouvernements après ce jour sont donnés au modèle, les résultats ne le sont pas."
        ),
    ),
    "unresearched": (
        (
            "A structural test: nobody looked for its numbers, which are wide placeholders. It "
            "shows what the model does, not what a market does."
        ),
        (
            "Un essai de structure : personne n’a cherché ses chiffres, qui sont de larges valeurs "
            "d’attente. Il montre ce que fait le modèle, non ce que fait un marché."
        ),
    ),
    "turn": ("Turn it", "Régler"),
    "show it": ("Run it", "Lancer"),
    "scenario": ("The law", "Le droit"),
    "other scenarios": ("Other scenarios", "Autres scénarios"),
    "versus": ("Less", "Moins"),
    "none": ("no comparison", "sans comparaison"),
    "destination": ("The destination", "La destination"),
    "destination acts": ("its own dated acts", "ses propres actes datés"),
    "destination hazard": ("a refusal on a drawn day", "un refus un jour tiré au sort"),
    "destination open": ("no act of its own", "aucun acte de sa part"),
    "show": ("Look at", "Regarder"),
    "in units": ("chips in several units", "les puces en plusieurs unités"),
    "by": ("By", "Par"),
    "by quarter": ("quarter", "trimestre"),
    "by week": ("week", "semaine"),
    "by year": ("year", "année"),
    "by law": ("US law", "droit des États-Unis"),
    "by practice": ("US practice, no law", "pratique des États-Unis, qui n’est pas du droit"),
    "by destination": ("the destination", "la destination"),
    "as drawn": ("as drawn, {} to {}", "tiré au sort, {} à {}"),
    "as it is": ("as the market has it, {}", "comme le marché le prend, {}"),
    "percent": ("{} %", "{} %"),
    "days": ("{} days", "{} jours"),
    "held": ("{}: {}", "{} : {}"),
    "held here": ("Held, and not drawn", "Fixé, et non tiré au sort"),
    "whole": (
        "{name} {when}, {unit}: {middle}; 90 % of the draws: {low}\u00a0… {high}.",
        "{name} {when}, {unit} : {middle} ; 90 % des tirages : {low}\u00a0… {high}.",
    ),
    "whole effect": (
        (
            "Difference to {versus}, draw by draw, {unit}: {middle}; 90 % of the draws: "
            "{low}\u00a0… {high}; above 0 in {share} %."
        ),
        (
            "Écart avec {versus}, tirage par tirage, {unit} : {middle} ; 90 % des tirages : "
            "{low}\u00a0… {high} ; positif dans {share} %."
        ),
    ),
    "in all": ("over the whole run", "sur toute la simulation"),
    "at the end": ("at the end of the run", "à la fin de la simulation"),
    "not known": (
        "What is not known: as drawn, or held at one value",
        "Ce que l’on ignore : tiré au sort, ou fixé à une valeur",
    ),
    "numbers": ("The numbers", "Les chiffres"),
    "effect on": ("Difference: {}", "Écart : {}"),
    "gates": ("What the law says of each product", "Ce que le droit dit de chaque produit"),
    "days of": ("days", "jours"),
    "says": ("what it says", "ce qu’il dit"),
    "by which": ("by which measure", "par quelle mesure"),
    "needs": ("it needs {}", "il manque {}"),
    "acts": ("The dated acts", "Les actes datés"),
    "whose": ("whose", "de qui"),
    "what": ("what it does", "ce qu’il fait"),
    "source": ("source", "source"),
    "priors": (
        "The {} priors that this rests on",
        "Les {} lois a priori sur lesquelles tout repose",
    ),
    "prior": ("prior", "loi a priori"),
    "unit": ("unit", "unité"),
    "sure": ("how sure", "confiance"),
    "assumed": ("our judgment", "notre jugement"),
    "condition": (
        "stands for an act of after the cut-off",
        "tient à un acte d’après la date limite",
    ),
    "hindsight": ("known only later", "connu seulement après"),
    "withheld": (
        "withheld: the page states outcomes",
        "non donnée : la page énonce des résultats",
    ),
    "known on": ("known on", "connu le"),
    "in a minute": (
        "What people asked of it, in a minute",
        "Ce qu’on lui a demandé, en une minute",
    ),
    "look twice": ("Look twice", "À revoir"),
    "repeat": ("Repeat this", "Refaire ce calcul"),
    "as data": ("The same as JSON", "La même chose en JSON"),
    "frame": ("Frame the picture", "Encadrer l’image"),
    "whole page": (
        "The whole page, with its sources and its sliders",
        "La page entière, avec ses sources et ses réglages",
    ),
    "in a market": ("What it does in a market", "Ce qu’il fait dans un marché"),
    "in": ("The market {}, less the law on record", "Le marché {}, moins le droit tel qu’il est"),
    "home": (
        "What would a later rule, a fee or a license have let through?",
        "Qu’auraient laissé passer une règle plus tardive, une redevance, une licence ?",
    ),
    "products": ("{} products", "{} produits"),
    "products one": ("{} product", "{} produit"),
    "buyers": ("{} groups of buyers", "{} groupes d’acheteurs"),
    "buyers one": ("{} group of buyers", "{} groupe d’acheteurs"),
    "try": ("What if", "Et si"),
}
