"""Provisions whose identifiers are English words, as French calls them.

The English is the identifier itself. What says nothing in words has its name in
data/provisions.yaml.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    identifier: (identifier, french)
    for identifier, french in {
        "740.8 ACA, 3A090.a level not for datacenters": (
            "740.8 ACA, 3A090.a hors centres de données"
        ),
        "740.8 ACA, 3A090.a level with encryption, not for datacenters": (
            "740.8 ACA, 3A090.a avec chiffrement, hors centres de données"
        ),
        "740.8 ACA, 3A090.b level": "740.8 ACA, niveau 3A090.b",
        "740.8 ACA, 3A090.b level with encryption": "740.8 ACA, niveau 3A090.b avec chiffrement",
        "740.8 NAC, 3A090.a level not for datacenters": (
            "740.8 NAC, 3A090.a hors centres de données"
        ),
        "740.8 NAC, 3A090.a level with encryption, not for datacenters": (
            "740.8 NAC, 3A090.a avec chiffrement, hors centres de données"
        ),
        "740.8 NAC, 3A090.b level": "740.8 NAC, niveau 3A090.b",
        "740.8 NAC, 3A090.b level with encryption": "740.8 NAC, niveau 3A090.b avec chiffrement",
        "letters of April 2025, named parts": "lettres d’avril 2025, circuits nommés",
        "letters of April 2025, bandwidth": "lettres d’avril 2025, débit",
        "letters of August 2022": "lettres d’août 2022",
        "letters of August 2022, future parts": "lettres d’août 2022, circuits à venir",
        "letters of August 2023": "lettres d’août 2023",
        "letters of May 2025 on design software": (
            "lettres de mai 2025 sur les logiciels de conception"
        ),
        "letter of 23 October 2023": "lettre du 23 octobre 2023",
        "letter to TSMC of November 2024": "lettre à TSMC de novembre 2024",
        "the letter to TSMC and this rule": "la lettre à TSMC et cette règle",
        "AI Diffusion Rule not enforced": "règle de diffusion de l’IA non appliquée",
        "AIA, ACM and LPP during non-enforcement": "AIA, ACM et LPP pendant la non-application",
        "734.3(a) for US designs": "734.3(a), conceptions américaines",
        "734.9(h) as presumed for US designs": "734.9(h), présumé des conceptions américaines",
        "734.9 as presumed for PRC-designed ICs": "734.9, présumé des circuits conçus en Chine",
        "734.9 as presumed for the named Ascend parts": "734.9, présumé des Ascend nommés",
        "736.2(b)(10) for PRC-designed ICs": "736.2(b)(10), circuits conçus en Chine",
        "736.2(b)(10) for the named Ascend parts": "736.2(b)(10), Ascend nommés",
        "740.27 AIA, designed by an approved designer": "740.27 AIA, d’un concepteur agréé",
        "742.6(b)(10)(iii)(A)(1), case by case": "742.6(b)(10)(iii)(A)(1), au cas par cas",
        "742.6(b)(10), companies of A:5 and A:6": "742.6(b)(10), sociétés de A:5 et A:6",
        "744.23(d)(1) for the letters": "744.23(d)(1), pour les lettres",
        "744.23(d)(3)(i), 3A090.a level not for datacenters": (
            "744.23(d)(3)(i), 3A090.a hors centres de données"
        ),
        "744.23(d), all others": "744.23(d), tous les autres",
        "ECCN not on file": "ECCN hors dossier",
        "Unverified List": "liste des parties non vérifiées",
        "another list": "une autre liste",
        "declared ECCN instead of figures": "ECCN déclaré à la place des chiffres",
        "headquarters elsewhere": "siège ailleurs",
        "ongoing use by data centers": "usage en cours par des centres de données",
        "practice on H20 and MI308 licenses": "pratique des licences H20 et MI308",
        "regions of Ukraine": "régions d’Ukraine",
        "tariff bands of 2026-01-14": "tranches tarifaires du 14 janvier 2026",
        "commercial availability on 2026-01-15": "disponibilité commerciale au 15 janvier 2026",
        "772.1 aggregate bidirectional rate": "772.1, débit bidirectionnel cumulé",
        "746.3(f)(1) review": "746.3(f)(1), examen",
        "744.2 to 744.4 review": "744.2 à 744.4, examen",
        "744.6(b) and (c)": "744.6(b) et (c)",
        "part 742, policy not read": "partie 742, politique non lue",
        "Tier 1 of 740.7(c)(1)": "niveau 1 de 740.7(c)(1)",
        "3A090 Technical Note (2022)": "3A090, note technique (2022)",
        "TOPS of 3A991.p": "TOPS de 3A991.p",
        "General Order no. 4": "ordre général n° 4",
        "742.6(a)(6), Macau": "742.6(a)(6), Macao",
        "3A090 Technical Note 2.1": "3A090, note technique 2.1",
        "3A090 Technical Note 2.4": "3A090, note technique 2.4",
        "destinations of 742.6(a)(6)(iii)": "destinations de 742.6(a)(6)(iii)",
        "Note 2 to 3A090": "note 2 de 3A090",
        "NAC and 744.23(a)(3) in two texts": "NAC et 744.23(a)(3) dans deux textes",
        "740.17 for NAC and ACA": "740.17 pour NAC et ACA",
        "Data Center validated end users on record": (
            "utilisateurs finals validés (centres de données) au registre"
        ),
        "3A090.c Technical Note 1": "3A090.c, note technique 1",
        "748.15(a)(2)(iii)(B) cap": "748.15(a)(2)(iii)(B), plafond",
        "applicable advanced logic integrated circuit": "circuit intégré logique avancé visé",
        "Note 1 to 3A090.a": "note 1 de 3A090.a",
        "headquarters reading before 2026-05-31": "lecture du siège avant le 31 mai 2026",
        "diversion, destinations outside A:1": "détournement, destinations hors A:1",
        "734.13 to 734.16": "734.13 à 734.16",
        "734.13 to 734.16 for PRC-designed ICs": (
            "734.13 à 734.16 pour les circuits conçus en Chine"
        ),
        "GP10 for named Ascend parts": "GP10 pour les circuits Ascend nommés",
        "training for entities headquartered in D:5": (
            "entraînement pour des entités ayant leur siège dans D:5"
        ),
        "740.19 CCD, Syria": "740.19 CCD, Syrie",
        "740.19 CCD, Cuba": "740.19 CCD, Cuba",
        "740.11(b) GOV, part 746": "740.11(b) GOV, partie 746",
        "734.9(e), affiliates": "734.9(e), sociétés liées",
        "764.3(a)(2) review": "764.3(a)(2), examen",
        "letters of August 2022 review": "lettres d’août 2022, examen",
        "742.6(b)(10), denial": "742.6(b)(10), refus",
        "742.6(b)(10), case by case": "742.6(b)(10), au cas par cas",
        "letters of August 2023 review": "lettres d’août 2023, examen",
        "letter of 23 October 2023 review": "lettre du 23 octobre 2023, examen",
        "headquarters in D:5 or Macau": "siège dans D:5 ou à Macao",
        "742.6(b)(10), other destinations": "742.6(b)(10), autres destinations",
        "letter to TSMC of November 2024 review": "lettre à TSMC de novembre 2024, examen",
        "742.6(b)(10)(ii), approval": "742.6(b)(10)(ii), approbation",
        "742.6(b)(10)(ii), denial": "742.6(b)(10)(ii), refus",
        "740.28 ACM, designed by an approved designer": "740.28 ACM, d’un concepteur agréé",
        "740.28 ACM, 3A090.b level": "740.28 ACM, niveau 3A090.b",
        "736.2(b)(10) review": "736.2(b)(10), examen",
        "744.11(a)(1) review": "744.11(a)(1), examen",
        "744.11(a)(1) review, policy of denial": "744.11(a)(1), examen, politique de refus",
        "744.11(a)(1) review, presumption of denial": (
            "744.11(a)(1), examen, présomption de refus"
        ),
        "744.11(a)(1) review, case-by-case": "744.11(a)(1), examen au cas par cas",
        "742.6(b)(10)(iii)(A)(1), case by case, letters": (
            "742.6(b)(10)(iii)(A)(1), au cas par cas, lettres"
        ),
        "748 (dd)(1)(iii) running total": "748 (dd)(1)(iii), total courant",
    }.items()
}
