"""Makes examples/order-book.csv: a book of orders as a distributor's system would export it, flaws
included.

Every party is invented: no line stands for an order that anyone placed. Prices are round numbers
for show, not quotations. Run `python examples/make_order_book.py` and the same file comes out,
whatever the machine: the seed is fixed.
"""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

LINES = 424
SEED = 20261123
FIRST, LAST = date(2022, 8, 8), date(2026, 10, 30)
HEADINGS = (
    "Sales Order",
    "Item",
    "Material",
    "Declared ECCN",
    "Order Qty",
    "Net Price",
    "Curr",
    "Ship-To Country",
    "Ultimate Consignee",
    "End User",
    "End User HQ Country",
    "Ultimate Parent Country",
    "Ship Date",
    "Exporter",
    "End Use",
    "Consignee Certificate",
)

# As the material stands in the system, when it was first sold, a round price in USD, and the ECCN
# that the system holds.
PRODUCTS: tuple[tuple[str, str, int, str], ...] = (
    ("A100 SXM4 80GB", "2020-11", 15000, "3A090.a"),
    ("NVIDIA A100 40GB PCIe", "2020-06", 10000, "3A090.a"),
    ("A100 80GB PCIe", "2021-06", 14000, "3A090.a"),
    ("A800 80GB PCIe", "2022-11", 14000, "3A991.p"),
    ("A800 SXM4 80GB", "2022-11", 15000, "3A991"),
    ("A30 24GB", "2021-04", 4500, "3A991.p"),
    ("A10", "2021-04", 2800, "3A991.p"),
    ("A2 16GB", "2021-11", 1300, "5A992.c"),
    ("NVIDIA A16", "2021-04", 3300, "5A992.c"),
    ("A40 48GB", "2020-10", 4700, "5A992.c"),
    ("L4 24GB", "2023-03", 2500, "5A992.c"),
    ("NVIDIA L2", "2023-11", 2000, "3A991.p"),
    ("L20 48GB", "2023-11", 4000, "3A991.p"),
    ("L40", "2022-10", 7500, "3A090.b"),
    ("L40S 48GB", "2023-08", 8500, "3A090.b"),
    ("H100 PCIe 80GB", "2022-10", 26000, "3A090.a"),
    ("NVIDIA H100 SXM5 80GB", "2022-10", 30000, "3A090.a"),
    ("H100 NVL 94GB", "2023-03", 29000, "3A090.a"),
    ("H800 PCIe", "2023-03", 25000, "3A991.p"),
    ("H800 SXM5 80GB", "2023-03", 29000, "3A991.p"),
    ("H200", "2024-06", 32000, "3A090.a"),
    ("H200 NVL", "2024-11", 31000, "3A090.a"),
    ("H20 96GB", "2023-12", 12500, "3A991.p"),
    ("NVIDIA H20", "2023-12", 12500, "EAR99"),
    ("H20 141GB", "2025-01", 14000, "3A991.p"),
    ("GH200", "2024-02", 35000, "3A090.a"),
    ("B200", "2024-11", 40000, "3A090.a"),
    ("B300", "2025-08", 48000, "3A090.a"),
    ("GB200 Superchip", "2024-12", 70000, "4A090.a"),
    ("GB300 Superchip", "2025-09", 80000, "4A090.a"),
    ("RTX PRO 6000 Blackwell Server", "2025-03", 9500, "3A090.b"),
    ("RTX 6000D", "2025-08", 6500, "3A991.p"),
    ("GeForce RTX 3090", "2020-09", 1500, "5A992.c"),
    ("RTX 4080", "2022-11", 1200, "5A992.c"),
    ("NVIDIA RTX 4090", "2022-10", 1700, "5A992.c"),
    ("GeForce RTX 4090 D", "2023-12", 1700, "4A994"),
    ("RTX 5080", "2025-01", 1200, "4A994"),
    ("GeForce RTX 5090", "2025-01", 2300, "4A994"),
    ("RTX 5090 D", "2025-01", 2300, "4A994"),
    ("V100 SXM2 32GB", "2018-03", 5000, "3A991.p"),
    ("Tesla T4", "2018-09", 1100, "5A992.c"),
    ("MI100", "2020-11", 6000, "3A991.p"),
    ("AMD Instinct MI210", "2021-12", 8000, "3A090.b"),
    ("MI250X", "2021-11", 11000, "3A090.a"),
    ("MI250", "2021-11", 10000, "3A090.a"),
    ("MI300A", "2023-12", 13000, "3A090.a"),
    ("AMD MI300X", "2023-12", 15000, "3A090.a"),
    ("MI308X", "2024-06", 12000, "3A991.p"),
    ("MI325X", "2024-10", 18000, "3A090.a"),
    ("MI355X", "2025-06", 25000, "3A090.a"),
    ("Radeon RX 7900 XTX", "2022-12", 950, "5A992.c"),
    ("Gaudi 2", "2022-08", 8000, "3A090.a"),
    ("HL-225B", "2023-07", 8000, "3A991.p"),
    ("Gaudi 3 (HL-325L OAM)", "2024-06", 13000, "3A090.a"),
    ("HL-338", "2024-10", 13000, "3A090.a"),
    ("HL-328", "2024-06", 12000, "3A991.p"),
    ("Max 1550", "2023-01", 11000, "3A090.a"),
    ("Data Center GPU Flex 170", "2022-08", 2200, "5A992.c"),
    ("TPU v5e", "2023-09", 3000, "3A991.p"),
    ("Trainium2", "2024-12", 6000, "3A090.a"),
    ("Inferentia2", "2023-04", 2500, "3A991.p"),
    ("Maia 100", "2024-02", 9000, "3A090.a"),
    ("WSE-3", "2024-03", 1500000, "3A090.a"),
    ("GroqChip", "2022-10", 18000, "3A991.p"),
    ("HGX A100 8-GPU", "2020-11", 130000, "4A090.a"),
    ("DGX A100", "2020-11", 190000, "4A090.a"),
    ("HGX A800 8-GPU", "2022-11", 130000, "4A994.l"),
    ("HGX H100 8-GPU", "2022-11", 250000, "4A090.a"),
    ("DGX H100", "2022-12", 330000, "4A090.a"),
    ("HGX H800 8-GPU", "2023-03", 240000, "4A994.l"),
    ("HGX H20 8-GPU", "2023-12", 110000, "4A994.l"),
    ("HGX H200 8-GPU", "2024-06", 290000, "4A090.a"),
    ("HGX B200 8-GPU", "2024-12", 380000, "4A090.a"),
    ("DGX B200", "2024-12", 480000, "4A090.a"),
    ("GB200 NVL72", "2024-12", 3200000, "4A090.a"),
    ("GB300 NVL72", "2025-09", 3900000, "4A090.a"),
    ("MI300X Platform", "2023-12", 140000, "4A090.a"),
    ("Gaudi 3 baseboard", "2024-06", 125000, "4A090.a"),
    ("Ascend 910B", "2023-01", 14000, "3A090.a"),
    ("Ascend 910C", "2024-10", 22000, "3A090.a"),
    ("Atlas 800T A2", "2023-06", 140000, "4A090.a"),
    ("MLU370-X8", "2022-08", 6000, ""),
    ("BR104", "2022-09", 9000, ""),
    ("MTT S4000", "2023-12", 5000, ""),
    ("C500", "2023-06", 9000, ""),
    ("HBM2E 16GB", "2022-08", 120, "3A991.p"),
    ("HBM3 24GB", "2023-01", 260, "3A090.c"),
    ("HBM3E 36GB", "2024-06", 420, "3A090.c"),
    ("RTX 5090 D V2", "2025-08", 2200, "4A994"),
    ("B100", "2024-11", 33000, "3A090.a"),
    ("H100 80GB", "2022-10", 30000, "3A090"),
)
UNRESOLVED = (
    "H100-EOL-KIT",
    "NVX-9000",
    "SVR-4U-8G-CUSTOM",
    "A100 / H100 (TBC)",
    "Refurb accelerator lot 7",
    "H2O 96GB",
    "MI3OOX",
    "Spare fan tray",
)

# Weight, then the spellings by which the system's users write the country.
COUNTRIES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (34, ("CN", "China", "P.R. China", "CHN")),
    (9, ("HK", "Hong Kong", "Hong Kong SAR")),
    (3, ("MO", "Macau")),
    (14, ("TW", "Taiwan")),
    (16, ("SG", "Singapore", "SGP")),
    (15, ("MY", "Malaysia")),
    (15, ("AE", "UAE", "United Arab Emirates", "U.A.E.")),
    (11, ("SA", "Saudi Arabia")),
    (6, ("QA", "Qatar")),
    (3, ("KW", "Kuwait")),
    (3, ("BH", "Bahrain")),
    (8, ("IN", "India")),
    (8, ("JP", "Japan")),
    (8, ("KR", "Korea, Republic of", "South Korea")),
    (8, ("DE", "Germany")),
    (7, ("FR", "France")),
    (7, ("GB", "United Kingdom", "UK")),
    (4, ("NL", "Netherlands")),
    (4, ("SE", "Sweden")),
    (4, ("NO", "Norway")),
    (6, ("PL", "Poland")),
    (3, ("CZ", "Czech Republic", "Czechia")),
    (3, ("CH", "Switzerland")),
    (3, ("ES", "Spain")),
    (3, ("IT", "Italy")),
    (4, ("IL", "Israel")),
    (5, ("TR", "Turkey", "Türkiye")),
    (5, ("TH", "Thailand")),
    (7, ("VN", "Viet Nam", "Vietnam")),
    (5, ("ID", "Indonesia")),
    (3, ("PH", "Philippines")),
    (5, ("BR", "Brazil")),
    (4, ("MX", "Mexico")),
    (3, ("CL", "Chile")),
    (3, ("AR", "Argentina")),
    (5, ("CA", "Canada")),
    (4, ("AU", "Australia")),
    (2, ("NZ", "New Zealand")),
    (4, ("KZ", "Kazakhstan")),
    (2, ("UZ", "Uzbekistan")),
    (2, ("GE", "Georgia")),
    (2, ("AM", "Armenia")),
    (3, ("KH", "Cambodia")),
    (2, ("LA", "Laos")),
    (2, ("EG", "Egypt")),
    (3, ("ZA", "South Africa")),
    (2, ("NG", "Nigeria")),
    (2, ("KE", "Kenya")),
    (2, ("PK", "Pakistan")),
    (2, ("CY", "Cyprus")),
    (2, ("RU", "Russian Federation")),
    (1, ("BY", "Belarus")),
    (1, ("IR", "Iran")),
    (1, ("SY", "Syria")),
    (6, ("US", "United States", "USA")),
    (1, ("NA", "Namibia")),
    (1, ("NI", "Nicaragua")),
    (1, ("VE", "Venezuela")),
)
# Countries of a headquarters elsewhere, for a consignee in one of the places on the left.
ELSEWHERE = {
    "SG": ("CN", "CN", "US", "JP"),
    "MY": ("CN", "CN", "SG", "TW"),
    "AE": ("CN", "US", "AE", "IN"),
    "TH": ("CN", "JP"),
    "VN": ("CN", "KR"),
    "ID": ("CN", "SG"),
    "HK": ("CN", "GB"),
    "IN": ("US", "CN"),
    "DE": ("US", "CN"),
    "KZ": ("CN", "RU"),
    "TR": ("RU", "DE"),
    "SA": ("US", "CN"),
    "JP": ("CN", "US"),
    "MX": ("US", "CN"),
    "KH": ("CN",),
}
FIRST_WORDS = (
    "Amberfield",
    "Blue Heron",
    "Cinder Bay",
    "Dovetail",
    "Elderwick",
    "Fernlight",
    "Gantry Nine",
    "Halcyon Reach",
    "Inkwell",
    "Juniper Sound",
    "Kestrel Loop",
    "Lanternfish",
    "Marrowstone",
    "Nimbus Orchard",
    "Opaline",
    "Pebblemark",
    "Quillon",
    "Rookery Lane",
    "Saltmarsh",
    "Tidewheel",
    "Umbral",
    "Vellum Peak",
    "Wickerby",
    "Yarrow Flats",
    "Zephyrine",
)
LAST_WORDS = (
    "Compute (fictional)",
    "Cloud (fictional)",
    "Data Halls (fictional)",
    "Research Institute (fictional)",
    "Systems (fictional)",
    "Trading (fictional)",
    "University (fictional)",
    "Telecom (fictional)",
)
END_USES = (
    "",
    "",
    "",
    "",
    "AI inference service",
    "Model training, own models",
    "University research",
    "Cloud service",
    "Medical imaging",
    "Video analytics",
    "Resale",
    "supercomputer upgrade",
    "Defense ministry data center",
)
EXPORTERS = (
    "",
    "",
    "",
    "",
    "NVIDIA",
    "AMD",
    "Intel",
    "Sluice Gate Distribution Inc. (fictional)",
    "Sluice Gate Distribution Inc. (fictional)",
)


def main() -> None:
    """Write the book beside this file."""
    draw = random.Random(SEED)
    parties = [f"{first} {last}" for first in FIRST_WORDS for last in LAST_WORDS]
    draw.shuffle(parties)
    weights = [weight for weight, _ in COUNTRIES]
    rows = []
    for number in range(LINES):
        # Every product comes up at least twice, every country at least once; the rest is drawn.
        material, sold_from, price, eccn = (
            PRODUCTS[number % len(PRODUCTS)]
            if number < 2 * len(PRODUCTS)
            else draw.choice(PRODUCTS)
        )
        spellings = (
            COUNTRIES[number][1]
            if number < len(COUNTRIES)
            else draw.choices(COUNTRIES, weights)[0][1]
        )
        rows.append(_line(draw, number, material, sold_from, price, eccn, spellings, parties))
    rows.sort(key=lambda row: row[0])
    with (
        Path(__file__)
        .with_name("order-book.csv")
        .open("w", encoding="utf-8-sig", newline="") as file
    ):
        write = csv.writer(file, lineterminator="\r\n")
        write.writerow(HEADINGS)
        write.writerows(row[1] for row in rows)


def _as_typed(draw: random.Random, material: str) -> str:
    """The part as a hurried hand writes it: unknown, with a hard space, or in lower case."""
    chance = draw.random()
    if chance < 0.03:
        return draw.choice(UNRESOLVED)
    if chance < 0.10:
        return material.replace(" ", "\u00a0", 1)
    return f" {material.lower()}  " if chance < 0.14 else material


def _line(
    draw: random.Random,
    number: int,
    material: str,
    sold_from: str,
    price: int,
    eccn: str,
    spellings: tuple[str, ...],
    parties: list[str],
) -> tuple[date, list[str]]:
    first = max(FIRST, date.fromisoformat(f"{sold_from}-01"))
    day = first + timedelta(days=draw.randrange((LAST - first).days))
    code = spellings[0]
    # A consignee stands in one country and keeps its headquarters: both follow from the party's
    # place in the list.
    party = parties[(sum(map(ord, code)) * 7 + draw.randrange(5)) % len(parties)]
    headquarters = (
        draw.choice(ELSEWHERE[code])
        if code in ELSEWHERE and draw.random() < 0.45
        else ("" if draw.random() < 0.6 else code)
    )
    parent = "CN" if code in ("SG", "MY", "AE", "TH") and draw.random() < 0.08 else ""
    quantity = (
        draw.choice((1, 2, 4, 8, 8, 16, 32, 64, 128, 256, 512, 1024))
        if price < 100_000
        else draw.choice((1, 1, 2, 4, 8))
    )
    if "HBM" in material:
        quantity *= 100
    declared = (
        eccn
        if draw.random() < 0.93
        else draw.choice(("EAR99", "3A090.b", "5A992.c", "4A994", "3A991.p"))
    )
    material = _as_typed(draw, material)
    destination = (
        draw.choice(spellings) if draw.random() < 0.95 else f"{spellings[0]} - {spellings[-1]}"
    )
    shipped = day.isoformat() if draw.random() < 0.7 else day.strftime("%d/%m/%Y")
    units, net = f"{quantity}", f"{price}"
    if quantity >= 1000:
        units = f"{quantity:,}"
    if draw.random() < 0.35:
        net = f"{price:,}.00" if draw.random() < 0.7 else f"{price:,}".replace(",", "\u00a0")
    blemish = draw.random()
    if blemish < 0.008:
        shipped = ""
    elif blemish < 0.012:
        shipped = "TBD"
    elif blemish < 0.018:
        destination = draw.choice(("Korea", "Elbonia", "?"))
    elif blemish < 0.026:
        units = draw.choice(("", "n/a", "eight", "-4"))
    elif blemish < 0.034:
        net = ""
    elif blemish < 0.040:
        headquarters = "see contract"
    consignee = party if number % 97 else f"={party}"
    end_user = consignee.lstrip("=") if draw.random() < 0.8 else draw.choice(parties)
    certificate = draw.choice(("", "", "yes", "no")) if day >= date(2025, 1, 13) else ""
    order = f"SO-{day.year}-{10000 + number}"
    cells = [
        order,
        f"{(number % 5 + 1) * 10}",
        material,
        declared,
        units,
        net,
        draw.choice(("USD",) * 12 + ("EUR",)),
        destination,
        consignee,
        end_user,
        headquarters,
        parent,
        shipped,
        draw.choice(EXPORTERS),
        draw.choice(END_USES),
        certificate,
    ]
    return day, cells


if __name__ == "__main__":
    main()
