"""Figures of an item that the law does not ask for, in words, and their units."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "rate": ("throughput, {}", "débit de calcul, {}"),
    "logic_die_count": ("logic dies", "puces logiques"),
    "tdp_w": ("thermal design power", "enveloppe thermique"),
    "power_w": ("power", "puissance"),
    "published_tpp": ("TPP as its maker publishes it", "TPP selon le fabricant"),
    "published_performance_density": (
        "performance density as its maker publishes it",
        "densité de performance selon le fabricant",
    ),
    "accelerator_memory_gb": ("memory of all accelerators", "mémoire de tous les accélérateurs"),
    "nic_gbit_per_s": ("network", "réseau"),
    "sram_bandwidth_gb_per_s": ("SRAM bandwidth", "débit de la SRAM"),
    "unit.rate": ("TOPS", "TOPS"),
    "unit.tdp_w": ("W", "W"),
    "unit.power_w": ("W", "W"),
    "unit.published_performance_density": ("TPP/mm²", "TPP/mm²"),
    "unit.nic_gbit_per_s": ("Gbit/s", "Gbit/s"),
}
