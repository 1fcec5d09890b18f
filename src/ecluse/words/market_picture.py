"""Pictures of a market over time, and its page."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "units": ("USD|tokens/s|chips", "USD|jetons/s|puces"),
    "scale 1e+03": ("thousand {}", "milliers, {}"),
    "scale 1e+06": ("million {}", "millions, {}"),
    "scale 1e+09": ("billion {}", "milliards, {}"),
    "scale 1e+12": ("trillion {}", "milliers de milliards, {}"),
    "units 1e+00": ("units", "unités"),
    "units 1e+03": ("thousands", "milliers"),
    "units 1e+06": ("millions", "millions"),
    "USD 1e+00": ("USD", "USD"),
    "USD 1e+03": ("thousand USD", "milliers USD"),
    "USD 1e+06": ("million USD", "millions USD"),
    "USD 1e+09": ("bn USD", "milliards USD"),
    "TPP 1e+03": ("thousand TPP", "milliers de TPP"),
    "TPP 1e+06": ("million TPP", "millions de TPP"),
    "TPP 1e+09": ("billion TPP", "milliards de TPP"),
    "H100 by TPP 1e+00": ("H100", "H100"),
    "H100 by TPP 1e+03": ("thousands", "milliers"),
    "H100 by TPP 1e+06": ("millions", "millions"),
    "tokens/s 1e+00": ("tokens/s", "jetons/s"),
    "tokens/s 1e+03": ("thousand tokens/s", "milliers de jetons/s"),
    "tokens/s 1e+06": ("million tokens/s", "millions de jetons/s"),
    "tokens/s 1e+09": ("billion tokens/s", "milliards de jetons/s"),
    "months": (
        "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        "janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.",
    ),
    "day": ("{month} {day}", "{day} {month}"),
    "since until": ("{since} – {until}", "{since} – {until}"),
    "until": ("to {until}", "au {until}"),
    "by": ("{scenario}, {destination}", "{scenario}, {destination}"),
    "effect": ("{scenario} less {versus}: {measure}", "{scenario} moins {versus} : {measure}"),
    "paired": (
        "Differences between the same draws; the dashed line is no difference.",
        "Écarts entre mêmes tirages ; le trait tireté marque l’absence d’écart.",
    ),
    "above": ("above 0 in {share} %", "> 0 dans {share} %"),
    "range": ("{middle} ({low} … {high})", "{middle} ({low} … {high})"),
    "row": ("{name}: {range}", "{name} : {range}"),
    "fan alt": (
        "{title}, by period, with what the law, its agency and the destination did. {rows}.",
        "{title}, par période, avec les actes du droit, de l’agence et de la destination. {rows}.",
    ),
    "strips alt": (
        "{title}, as strips of 50 and 90 % of the draws. {rows}.",
        "{title}, en bandes de 50 et 90 % des tirages. {rows}.",
    ),
    "alt": ("{title}. {rows}.", "{title}. {rows}."),
    "90": ("90 % of the draws", "90 % des tirages"),
    "50": ("half of the draws", "la moitié des tirages"),
    "middle": ("median", "médiane"),
    "in part": ("* the run sees a part of it", "* la simulation n’en voit qu’une partie"),
    "law": ("US law and practice", "Droit et pratique des États-Unis"),
    "abroad": ("The destination’s own acts", "Actes de la destination elle-même"),
    "law free": ("open", "ouvert"),
    "law held": ("open under a license", "ouvert sous licence"),
    "law shut": ("license required", "licence requise"),
    "law unknown": ("undetermined", "indéterminé"),
    "law review": ("other license policy", "autre politique de licence"),
    "practice assurance": ("assurance of licenses", "promesse de licences"),
    "practice license": ("first licenses", "premières licences"),
    "practice hold": ("licenses on hold", "licences en suspens"),
    "practice fee": ("fee", "redevance"),
    "practice cap": ("cap", "plafond"),
    "destination case": ("antitrust case", "enquête antitrust"),
    "destination summons": ("seller summoned", "vendeur convoqué"),
    "destination guidance": ("guidance", "consigne"),
    "destination order": ("order not to buy", "ordre de ne pas acheter"),
    "destination enforcement": ("customs checks", "contrôles en douane"),
    "destination approval": ("imports approved", "importations admises"),
    "of": ("{act}: {products}", "{act} : {products}"),
    "dated": ("{day} {act}", "{day} {act}"),
    "levers": ("Which lever did it: {measure}", "Quel levier agit : {measure}"),
    "levers told": (
        "The bar is a lever’s share over all orders (Shapley); ring: pulled first, dot: last.",
        (
            "La barre est la part d’un levier sur tous les ordres (Shapley) ; anneau : tiré en "
            "premier, point : en dernier."
        ),
    ),
    "priors": (
        "What moves the answer most: {measure}",
        "Ce qui fait le plus varier la réponse : {measure}",
    ),
    "priors told": (
        (
            "Share of the variance: dark alone, pale with its interactions; the line is the 95 % "
            "interval."
        ),
        (
            "Part de la variance : foncé, seule ; pâle, avec ses interactions ; le trait est "
            "l’intervalle à 95 %."
        ),
    ),
    "sources told": (
        "By source, as means, which add up; what is rented abroad stands beside.",
        ("Par source, en moyennes, qui s’additionnent ; ce qui est loué à l’étranger est à part."),
    ),
    "panels": ("The same in several units", "La même chose en plusieurs unités"),
    "units told": (
        "A chip is not one number: each unit has a scale of its own.",
        "Une puce n’est pas un seul nombre : chaque unité a son échelle.",
    ),
    "foot": (
        "A model, not a forecast · {draws} draws, id {id} · Ecluse",
        "Un modèle, non une prévision · {draws} tirages, id {id} · Ecluse",
    ),
    "period": ("period", "période"),
    "median": ("median", "médiane"),
    "p5": ("5 %", "5 %"),
    "p25": ("25 %", "25 %"),
    "p75": ("75 %", "75 %"),
    "p95": ("95 %", "95 %"),
    "share": ("share of draws above 0", "part des tirages > 0"),
    "lever": ("lever", "levier"),
    "shapley": ("Shapley", "Shapley"),
    "first": ("pulled first", "tiré en premier"),
    "last": ("pulled last", "tiré en dernier"),
    "prior": ("prior", "loi a priori"),
    "alone": ("alone", "seule"),
    "total": ("with interactions", "avec interactions"),
    "source": ("source", "origine"),
    "mean": ("mean", "moyenne"),
    "zero": ("always zero", "toujours nul"),
}
