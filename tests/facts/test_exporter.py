"""Exporters: found by their legal names; a known name among other words stays open."""

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NVIDIA Corporation", "NVIDIA"),
        ("nvidia corp.", "NVIDIA"),
        ("NVIDIA, Inc.", "NVIDIA"),
        ("Nvidia S.A.S.", "NVIDIA"),
        ("NVIDIA合同会社", "NVIDIA"),
        ("株式会社NVIDIA", "NVIDIA"),
        ("英伟达有限公司", "NVIDIA"),
        ("Advanced Micro Devices, Inc.", "AMD"),
        ("Intel Corp", "Intel"),
        ("Taiwan Semiconductor Manufacturing Company Limited", "TSMC"),
        ("Taiwan Semiconductor Manufacturing Co., Ltd.", "TSMC"),
        ("台积电股份有限公司", "TSMC"),
        ("Amkor Technology, Inc.", "Amkor"),
        ("ASE Technology Holding Co., Ltd.", "ASE"),
    ],
)
def test_a_legal_name_is_the_name_that_rules_use(library, text, name):
    assert library.exporters.read(text).value == name


@pytest.mark.parametrize(
    "text", ["Intelligent Systems Ltd", "Phase Ltd", "Dell", "Acme GmbH & Co. KG", "Ltd", "Amdocs"]
)
def test_another_company_stands_as_it_is_written(library, text):
    known = library.exporters.read(f" {text} ")
    assert (known.value, known.unsettled) == (text, frozenset())
    assert not library.exporters.knows(known)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NVIDIA Singapore Pte Ltd", "NVIDIA"),
        ("AMD (China) Co., Ltd.", "AMD"),
        ("Intel Deutschland GmbH", "Intel"),
        ("TSMC Arizona Corporation", "TSMC"),
        ("Arrow for NVIDIA", "NVIDIA"),
    ],
)
def test_a_known_name_among_other_words_stays_open(library, text, name):
    known = library.exporters.read(text)
    assert (known.value, known.unsettled) == (None, {"exporter"})
    assert known.because == f"it may be {name}, or another company of its group: say which"


def test_letters_of_two_alphabets_name_nobody(library):
    assert library.exporters.read("NVID\u0406A").value is None


def test_every_exporter_that_a_measure_binds_is_known(library):
    bound = {name for measure in library.register.measures for name in measure.binds}
    assert bound
    for name in bound:
        known = library.exporters.read(f"{name} Inc.")
        assert known.value == name
        assert library.exporters.knows(known)


def test_every_fabricator_on_record_has_its_role_or_stays_open(library):
    """Companies on record that make or package ICs are no exporters of another trade."""
    read = {}
    for company in library.companies.companies:
        if company.kind in ("foundry", "osat"):
            for name in (company.name, *company.names):
                known = library.exporters.read(name)
                role = library.exporters.role(str(known.value), None)
                read[name] = None if known.value is None else role
                assert known.value is None or role == company.kind, name
    assert len(read) > 20
    assert any(read.values())


@pytest.mark.parametrize(
    ("vendor", "role"), [("Intel", "other"), ("Intel Corporation", "other"), ("Acme", "foundry")]
)
def test_a_designer_that_makes_ics_is_no_foundry_of_its_own(library, vendor, role):
    assert library.exporters.role("Intel", vendor) == role
    assert library.exporters.role("Intel", None) == "foundry"
    assert library.exporters.role("TSMC", vendor) == "foundry"
    assert library.exporters.role("Acme", vendor) is None
