"""What each parameter of a market is called in a sentence; the keys are those of its files."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # ---- of a product ----
    "supply": ("the output", "la production"),
    "growth": ("the growth", "la croissance"),
    "surge": ("the surge of output", "le sursaut de production"),
    "lead_days": ("the lead time", "le délai de fabrication"),
    "stock_weeks": ("the finished stock", "le stock achevé"),
    "obligation_weeks": ("the supply obligations", "les engagements d’achat"),
    "backlog_weeks": ("the backlog", "le carnet en attente"),
    "price_usd": ("the price", "le prix"),
    "cost_share": ("the cost share", "la part du coût"),
    "need_ratio": ("the need", "le besoin"),
    "not_reusable": ("the share without other use", "la part sans autre usage"),
    "kept_starts": ("the starts that go on", "les lancements maintenus"),
    "in_production": ("the state of production", "l’état de la production"),
    "elsewhere_share": ("the share sold elsewhere", "la part vendue ailleurs"),
    "elsewhere_price": ("the price elsewhere", "le prix ailleurs"),
    # ---- of a group of buyers ----
    "share": ("the share", "la part"),
    "cover_weeks": ("the cover that buyers hold", "la réserve des acheteurs"),
    # ---- of a market ----
    "order_weeks": ("the pace of orders", "le rythme des commandes"),
    "hurry_weeks": ("the seller’s hurry", "la hâte du vendeur"),
    "back_loading": ("the late pace of a quarter", "le rythme de fin de trimestre"),
    "approval_denial": (
        "approvals under a presumption of denial",
        "les accords sous présomption de refus",
    ),
    "approval_case": ("approvals case by case", "les accords au cas par cas"),
    "approval_practice": (
        "the approvals of the practice",
        "les accords de la pratique",
    ),
    "license_days": ("the days to a license", "les jours jusqu’à la licence"),
    "terms_days": ("the days to settle terms", "les jours pour fixer les conditions"),
    "fee": ("the fee", "la redevance"),
    "fee_passed_on": (
        "the part of the fee that buyers bear",
        "la redevance à la charge de l’acheteur",
    ),
    "fee_elasticity": ("the elasticity of orders", "l’élasticité des commandes"),
    "hazard_odds": ("the odds of a rule", "la cote d’une règle"),
    "notice_cut": ("the chance that notice is cut", "le risque d’un préavis écourté"),
    "order_book_usd": ("the reported order book", "le carnet rapporté"),
    "order_book_real": ("the real share of the order book", "la part réelle du carnet"),
    "refusals_per_year": ("the rate of refusals", "la fréquence des refus"),
    "refusal_clock": ("the day of a refusal", "le jour d’un refus"),
    "cap": ("the cap", "le plafond"),
    "home_units": ("the volume at home", "le volume intérieur"),
    "home_before": ("the volume at home before", "le volume intérieur antérieur"),
    # ---- of the destination's acts and of signals, by kind ----
    "band": ("what buyers still take under {kind}", "ce que les acheteurs prennent sous {kind}"),
    "ratio": ("the weight of a signal ({kind})", "le poids d’un signal ({kind})"),
    "other": ("the prior {prior}", "la loi a priori {prior}"),
    "case": ("a case", "une enquête"),
    "summons": ("a summons", "une convocation"),
    "guidance": ("guidance", "une consigne"),
    "order": ("an order", "un ordre"),
    "enforcement": ("enforcement", "un contrôle"),
    "approval": ("an approval", "un accord"),
    "report": ("a report", "un article"),
    "act": ("an act", "un acte"),
    "calm": ("a calm sign", "un apaisement"),
}
