"""A market over time, on the terminal and in its answers."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{market}: {scenario}", "{market} : {scenario}"),
    "record": ("the law on record", "le droit tel qu’il est"),
    "acts": ("with the destination’s own acts", "avec les actes de la destination elle-même"),
    "hazard": (
        "with a refusal of the destination on a drawn day",
        "avec un refus de la destination un jour tiré au sort",
    ),
    "open": ("without any act of the destination", "sans aucun acte de la destination"),
    "run": (
        "{draws} draws, seed {seed}, {since} to {until}, id {id}",
        "{draws} tirages, graine {seed}, du {since} au {until}, id {id}",
    ),
    "bars": (
        "{outer} 90 % of the draws, {inner} half of them, {middle} median",
        "{outer} 90 % des tirages, {inner} la moitié, {middle} médiane",
    ),
    "effect": (
        "{scenario} less {versus}, the same draws on both sides",
        "{scenario} moins {versus}, mêmes tirages des deux côtés",
    ),
    "measure": ("measure", "mesure"),
    "product": ("product", "produit"),
    "period": ("period", "période"),
    "range": ("5 % to 95 %", "5 % à 95 %"),
    "middle": ("median", "médiane"),
    "all": ("all", "tous"),
    "partial": ("in part", "en partie"),
    "positive": ("above 0", "> 0"),
    "chips": ("chips delivered", "puces livrées"),
    "tpp": ("TPP delivered", "TPP livré"),
    "h100e": ("H100-equivalents by TPP", "équivalents H100 en TPP"),
    "decode": ("decode, tokens/s", "décodage, jetons/s"),
    "prefill": ("prefill, tokens/s", "préremplissage, jetons/s"),
    "revenue": ("revenue, USD", "chiffre d’affaires, USD"),
    "fee": ("fee, USD", "redevance, USD"),
    "charge": ("charge, USD", "charge, USD"),
    "charge_stock": ("its part on stock, USD", "dont sur les stocks, USD"),
    "charge_obligations": (
        "its part on purchase obligations, USD",
        "dont sur les engagements d’achat, USD",
    ),
    "release": ("release of the charge, USD", "reprise de la charge, USD"),
    "orders": ("chips ordered", "puces commandées"),
    "cancelled": ("orders cancelled, chips", "commandes annulées, puces"),
    "licensed": ("chips sold under a license", "puces vendues sous licence"),
    "made": ("chips finished", "puces achevées"),
    "elsewhere": ("chips sold elsewhere", "puces vendues ailleurs"),
    "elsewhere_revenue": ("revenue elsewhere, USD", "chiffre d’affaires ailleurs, USD"),
    "stock": ("finished stock at the end", "stock achevé à la fin"),
    "pipeline": ("chips in making at the end", "puces en fabrication à la fin"),
    "obligations": ("booked and not started at the end", "réservées, non commencées à la fin"),
    "backlog": ("ordered and not delivered at the end", "commandées, non livrées à la fin"),
    "hand": ("delivered and not yet used at the end", "livrées, non encore utilisées à la fin"),
    "share": (
        "share of compute at the end, by TPP",
        "part de la puissance de calcul à la fin, en TPP",
    ),
    "share_units": ("share of chips at the end", "part des puces à la fin"),
    "share_added": (
        "share of compute added, by TPP",
        "part de la puissance de calcul ajoutée, en TPP",
    ),
    "supply": ("chips that came, by source", "puces arrivées, par source"),
    "supply_h100e": (
        "H100-equivalents that came, by source",
        "équivalents H100 arrivés, par source",
    ),
    "installed": (
        "H100-equivalents there at the end, by source",
        "équivalents H100 en place à la fin, par source",
    ),
    "installed_units": (
        "chips there at the end, by source",
        "puces en place à la fin, par source",
    ),
    "cap_ratio": (
        "what a cap allows so far, over the compute there before",
        "ce qu’un plafond permet à ce jour, rapporté à la puissance déjà en place",
    ),
    "legal": ("legal deliveries", "livraisons légales"),
    "domestic": ("domestic chips", "puces nationales"),
    "smuggled": ("smuggled chips", "puces de contrebande"),
    "rented": ("rented abroad, beside", "puissance louée à l’étranger, à part"),
    "by source": (
        "By source, of the destination’s own; what is rented abroad stands beside",
        "Par source, parmi ce que possède la destination ; la location à l’étranger est à part",
    ),
    "by buyer": ("By group of buyers", "Par groupe d’acheteurs"),
    "other makers": ("other makers", "autres fabricants"),
    "source": ("source", "source"),
    "buyer": ("buyer", "acheteur"),
    "beside": (
        (
            "other sources stand beside the market and move nothing in it; smuggling and "
            "domestic output are known within a factor of several, and rule each share"
        ),
        (
            "les autres sources sont à côté du marché et n’y changent rien ; la contrebande "
            "et la production nationale ne sont connues qu’à plusieurs fois près, et "
            "commandent chaque part"
        ),
    ),
    "licenses": ("licensed and not shipped at the end", "sous licence, non expédiées à la fin"),
    "gates": ("What the law says", "Ce que dit le droit"),
    "free": ("open", "ouvert"),
    "held": ("open under a license that is held", "ouvert sous une licence détenue"),
    "shut": ("shut: a license is required", "fermé : une licence est requise"),
    "unknown": ("shut: undetermined", "fermé : indéterminé"),
    "as stated": (", as the market states", ", comme l’énonce le marché"),
    "note": ("Look twice", "À revoir"),
    "unresearched": (
        (
            "The market {market} is a structural test: nobody looked for its numbers, which are "
            "wide placeholders. Its results say what the model does, not what a market does."
        ),
        (
            "Le marché {market} est un essai de structure : personne n’a cherché ses chiffres, qui "
            "sont de larges valeurs d’attente. Ses résultats disent ce que fait le modèle, "
            "non ce que fait un marché."
        ),
    ),
    "undetermined": (
        "{product}: the engine cannot tell (it needs {needs}), so nothing of it ships",
        "{product} : le moteur ne peut trancher (il manque {needs}), rien n’en part",
    ),
    "stated": (
        "{product}: on some days the engine cannot tell, and the market states its gate",
        "{product} : certains jours le moteur ne peut trancher, et le marché énonce l’ouverture",
    ),
    "counterfactual": (
        "a scenario is a supposition, not history; a report of a pause changed no law",
        (
            "un scénario est une supposition, non l’histoire ; l’annonce d’une pause n’a "
            "rien changé au droit"
        ),
    ),
    "weak": (
        (
            "{weak} of {all} priors rest on weak sources or judgment; known only after the "
            "cut-off: {late}; `rests_on` of the JSON lists them"
        ),
        (
            "{weak} des {all} lois a priori reposent sur des sources faibles ou un jugement ; "
            "connues seulement après la date limite : {late} ; le JSON les donne sous `rests_on`"
        ),
    ),
    "not yet": (
        (
            "priors published only after {day}, for which nothing earlier stands, and which are "
            "taken all the same: {count} ({names})"
        ),
        (
            "lois a priori publiées seulement après le {day}, sans rien de plus ancien à leur "
            "place, et prises quand même : {count} ({names})"
        ),
    ),
    "conditions": (
        (
            "conditions, not priors of the cut-off day: they stand for acts of after it, which the "
            "run is given: {priors}"
        ),
        (
            "conditions, et non lois a priori du jour de la date limite : elles tiennent à des "
            "actes postérieurs, donnés au calcul : {priors}"
        ),
    ),
    "no conversion": (
        "{measure} leaves out {products}: a figure that it needs is not published",
        "{measure} laisse de côté {products} : un chiffre nécessaire n’est pas publié",
    ),
    "disclaimer": (
        (
            "A model, not a forecast and not legal advice: ranges over {draws} draws of priors "
            "that describe no time after {cutoff}."
        ),
        (
            "Un modèle, ni une prévision ni un avis juridique : étendues sur {draws} tirages de "
            "lois a priori qui ne décrivent rien après le {cutoff}."
        ),
    ),
    "written": ("{rows} rows written to {out}", "{rows} lignes écrites dans {out}"),
    "the same": (
        "The same id, {id}, and the same numbers: {compared} of them, to the last bit.",
        "Le même identifiant, {id}, et les mêmes nombres : {compared}, au dernier bit près.",
    ),
    "not the same": (
        "Not the same: id {id} then, {now} now; {wrong} of {compared} numbers differ.",
        "Différent : identifiant {id} alors, {now} ici ; {wrong} nombres sur {compared} diffèrent.",
    ),
    "changed law_hash": (
        "the law’s data changed: items, measures or facts",
        "les données du droit ont changé : articles, mesures ou faits",
    ),
    "changed market_hash": (
        "the market’s data changed: the market, its priors, its acts or its news",
        "les données du marché ont changé : marché, lois a priori, actes ou nouvelles",
    ),
    "changed engine": (
        "the engine changed: {then}, now {now}",
        "le moteur a changé : {then}, ici {now}",
    ),
    "changed orders": ("the book changed", "le carnet a changé"),
    "changed nothing": (
        (
            "neither the data nor the engine changed: the file was edited, a scenario’s file was, "
            "or this machine computes otherwise"
        ),
        (
            "ni les données ni le moteur n’ont changé : le fichier ou celui d’un scénario a été "
            "modifié, ou cette machine calcule autrement"
        ),
    ),
    "checked": (
        (
            "{market}: products {products}, groups of buyers {buyers}, priors {priors} "
            "({late} known later)"
        ),
        (
            "{market} : produits {products}, groupes d’acheteurs {buyers}, lois a priori {priors} "
            "(dont {late} connues après)"
        ),
    ),
    "not researched": (
        "not researched: a structural test",
        "non recherché : un essai de structure",
    ),
}
