"""The axes of the picture of `ecluse chips`; the keys are facts of the vocabulary."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "tpp": ("Total processing performance (TPP)", "Performance totale de traitement (TPP)"),
    "performance_density": ("Performance density (TPP/mm²)", "Densité de performance (TPP/mm²)"),
    "bits_times_tops": ("Bit length times TOPS", "Longueur de bit × TOPS"),
    "io_bandwidth_gb_per_s": (
        "Aggregate bidirectional transfer rate (GB/s)",
        "Débit bidirectionnel total (Go/s)",
    ),
}
