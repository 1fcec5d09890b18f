"""Provisions whose identifiers are English words, as a French sentence calls them."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "740.8 ACA, 3A090.a level not for datacenters": (
        "740.8 ACA, 3A090.a level not for datacenters",
        "740.8 ACA, 3A090.a hors centres de données",
    ),
    "740.8 ACA, 3A090.a level with encryption, not for datacenters": (
        "740.8 ACA, 3A090.a level with encryption, not for datacenters",
        "740.8 ACA, 3A090.a avec chiffrement, hors centres de données",
    ),
    "740.8 ACA, 3A090.b level": ("740.8 ACA, 3A090.b level", "740.8 ACA, niveau 3A090.b"),
    "740.8 ACA, 3A090.b level with encryption": (
        "740.8 ACA, 3A090.b level with encryption",
        "740.8 ACA, niveau 3A090.b avec chiffrement",
    ),
    "740.8 NAC, 3A090.a level not for datacenters": (
        "740.8 NAC, 3A090.a level not for datacenters",
        "740.8 NAC, 3A090.a hors centres de données",
    ),
    "740.8 NAC, 3A090.a level with encryption, not for datacenters": (
        "740.8 NAC, 3A090.a level with encryption, not for datacenters",
        "740.8 NAC, 3A090.a avec chiffrement, hors centres de données",
    ),
    "740.8 NAC, 3A090.b level": ("740.8 NAC, 3A090.b level", "740.8 NAC, niveau 3A090.b"),
    "740.8 NAC, 3A090.b level with encryption": (
        "740.8 NAC, 3A090.b level with encryption",
        "740.8 NAC, niveau 3A090.b avec chiffrement",
    ),
    "letters of April 2025, named parts": (
        "letters of April 2025, named parts",
        "lettres d’avril 2025, circuits nommés",
    ),
    "letters of April 2025, bandwidth": (
        "letters of April 2025, bandwidth",
        "lettres d’avril 2025, débit",
    ),
    "letters of August 2022": ("letters of August 2022", "lettres d’août 2022"),
    "letters of August 2022, future parts": (
        "letters of August 2022, future parts",
        "lettres d’août 2022, circuits à venir",
    ),
    "letters of August 2023": ("letters of August 2023", "lettres d’août 2023"),
    "letters of May 2025 on design software": (
        "letters of May 2025 on design software",
        "lettres de mai 2025 sur les logiciels de conception",
    ),
    "letter of 23 October 2023": ("letter of 23 October 2023", "lettre du 23 octobre 2023"),
    "letter to TSMC of November 2024": (
        "letter to TSMC of November 2024",
        "lettre à TSMC de novembre 2024",
    ),
    "the letter to TSMC and this rule": (
        "the letter to TSMC and this rule",
        "la lettre à TSMC et cette règle",
    ),
    "AI Diffusion Rule not enforced": (
        "AI Diffusion Rule not enforced",
        "règle de diffusion de l’IA non appliquée",
    ),
    "AIA, ACM and LPP during non-enforcement": (
        "AIA, ACM and LPP during non-enforcement",
        "AIA, ACM et LPP pendant la non-application",
    ),
    "734.3(a) for US designs": ("734.3(a) for US designs", "734.3(a), conceptions américaines"),
    "734.9(h) as presumed for US designs": (
        "734.9(h) as presumed for US designs",
        "734.9(h), présumé des conceptions américaines",
    ),
    "734.9 as presumed for PRC-designed ICs": (
        "734.9 as presumed for PRC-designed ICs",
        "734.9, présumé des circuits conçus en Chine",
    ),
    "734.9 as presumed for the named Ascend parts": (
        "734.9 as presumed for the named Ascend parts",
        "734.9, présumé des Ascend nommés",
    ),
    "736.2(b)(10) for PRC-designed ICs": (
        "736.2(b)(10) for PRC-designed ICs",
        "736.2(b)(10), circuits conçus en Chine",
    ),
    "736.2(b)(10) for the named Ascend parts": (
        "736.2(b)(10) for the named Ascend parts",
        "736.2(b)(10), Ascend nommés",
    ),
    "740.27 AIA, designed by an approved designer": (
        "740.27 AIA, designed by an approved designer",
        "740.27 AIA, d’un concepteur agréé",
    ),
    "742.6(b)(10)(iii)(A)(1), case by case": (
        "742.6(b)(10)(iii)(A)(1), case by case",
        "742.6(b)(10)(iii)(A)(1), au cas par cas",
    ),
    "742.6(b)(10), companies of A:5 and A:6": (
        "742.6(b)(10), companies of A:5 and A:6",
        "742.6(b)(10), sociétés de A:5 et A:6",
    ),
    "744.23(d)(1) for the letters": (
        "744.23(d)(1) for the letters",
        "744.23(d)(1), pour les lettres",
    ),
    "744.23(d)(3)(i), 3A090.a level not for datacenters": (
        "744.23(d)(3)(i), 3A090.a level not for datacenters",
        "744.23(d)(3)(i), 3A090.a hors centres de données",
    ),
    "744.23(d), all others": ("744.23(d), all others", "744.23(d), tous les autres"),
    "ECCN not on file": ("ECCN not on file", "ECCN hors dossier"),
    "Unverified List": ("Unverified List", "liste des parties non vérifiées"),
    "another list": ("another list", "une autre liste"),
    "declared ECCN instead of figures": (
        "declared ECCN instead of figures",
        "ECCN déclaré à la place des chiffres",
    ),
    "headquarters elsewhere": ("headquarters elsewhere", "siège ailleurs"),
    "ongoing use by data centers": (
        "ongoing use by data centers",
        "usage en cours par des centres de données",
    ),
    "practice on H20 and MI308 licenses": (
        "practice on H20 and MI308 licenses",
        "pratique des licences H20 et MI308",
    ),
    "regions of Ukraine": ("regions of Ukraine", "régions d’Ukraine"),
    "tariff bands of 2026-01-14": (
        "tariff bands of 2026-01-14",
        "tranches tarifaires du 14 janvier 2026",
    ),
    "commercial availability on 2026-01-15": (
        "commercial availability on 2026-01-15",
        "disponibilité commerciale au 15 janvier 2026",
    ),
}
