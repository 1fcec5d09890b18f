"""Facts in few words, for a brief; the keys are those of the vocabulary."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "tpp": ("total processing performance (TPP)", "la performance totale (TPP)"),
    "performance_density": ("performance density", "la densité de performance"),
    "dram_bandwidth_gb_per_s": ("DRAM bandwidth", "le débit DRAM"),
    "io_bandwidth_gb_per_s": ("I/O bandwidth", "le débit d’E/S"),
    "dram_plus_io_gb_per_s": ("DRAM and I/O bandwidth together", "le débit DRAM et E/S cumulé"),
    "die_area_mm2": ("die area", "la surface de puce"),
    "dram_capacity_gb": ("memory capacity", "la capacité mémoire"),
    "chip_link_gb_per_s": ("chip-to-chip bandwidth", "le débit entre puces"),
    "host_link_gb_per_s": ("host bandwidth", "le débit vers l’hôte"),
    "memory_bandwidth_density": ("memory bandwidth density", "la densité de débit mémoire"),
    "process_nm": ("process node", "la finesse de gravure"),
    "app_wt": ("adjusted peak performance", "la performance de crête ajustée"),
    "tops": ("processing performance in TOPS", "la performance en TOPS"),
}
