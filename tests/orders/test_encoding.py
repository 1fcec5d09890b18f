"""Which encoding a text is in: found where the bytes tell, said where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest import param

from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.tables.encoding import survey
from ecluse.tables.letters import likely

from .build import HEADINGS, book, library
from .test_sheets import answered, listed, outcomes

ROW = "H100,3A090.a,8,30000,USD,{},,2024-02-01,{}"

FOUND = {
    "cp1252": ["Société Écluse", "Müller GmbH", "Côte d’Ivoire", "España, México", "Ørsted, Malmö"],
    "cp1250": ["Poznań Łódź", "Wisła Compute", "Příbram výpočty", "Bucureşti Calcul, Timiş"],
    "cp1254": ["Boğaziçi Hesap", "Türkiye Işık"],
    "cp1251": ["Российская Федерация, Москва", "ООО «Берег»", "Україна Київ"],
    "koi8-r": ["Российская Федерация, Москва"],
    "cp1253": ["Ελλάδα Αθήνα Υπολογιστική"],
    "gb18030": ["狮城智能有限公司", "北京智算科技（上海）有限公司,中国"],
    "big5": ["台灣積體電路製造股份有限公司", "香港智能有限公司,新加坡"],
    "shift_jis": ["株式会社テスト", "東京エレクトロン株式会社,中国"],
    "euc_kr": ["삼성전자 주식회사 싱가포르"],
    "mac_roman": ["Société Écluse"],
}


@pytest.mark.parametrize("encoding", FOUND)
def test_an_old_encoding_is_found_where_its_letters_tell(tmp_path: Path, encoding: str) -> None:
    for text in FOUND[encoding]:
        path = book(tmp_path, ROW.format("China", f'"{text}"'), encoding=encoding)
        assert survey(path).encoding == encoding, text
    report, lines = answered(path, tmp_path)  # of the last: what was found is read and said
    assert lines[0]["Consignee"] == text
    assert f"read as {encoding}; where that is wrong, give the encoding" in report.notes


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        param("cp1250", "Česká republika", id="Czech, or French and Spanish letters"),
        param("euc_kr", "대한민국", id="Korean, or Chinese"),
        param("euc_jp", "日本", id="Japanese, or Chinese"),
        param("cp1254", "İstanbul Bilgi İşlem", id="Turkish, or Icelandic"),
        param("cp932", "ﾃｽﾄ", id="half-width letters"),
    ],
)
def test_a_text_that_may_be_in_several_encodings_is_refused_until_one_is_named(
    tmp_path: Path, encoding: str, text: str
) -> None:
    path = book(tmp_path, ROW.format("China", text), encoding=encoding)
    with pytest.raises(InputError, match="nothing tells which encoding it is in") as error:
        run_orders(path, library=library())
    assert "give its encoding" in error.value.mend and "\n" not in str(error.value)
    _, lines = answered(path, tmp_path, encoding=encoding)
    assert lines[0]["Consignee"] == text


def test_no_choice_is_ever_made_between_encodings_that_fit_alike() -> None:
    for encoding, texts in FOUND.items():
        for text in texts:
            found, _ = likely(text.encode(encoding))
            assert found is None or text.encode(encoding).decode(found) == text


def test_a_stray_byte_puts_its_own_cell_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes(
        f"{HEADINGS}\n{ROW.format('Türkiye', 'Boğaziçi Hesap')}\n".encode()
        + f"{ROW.format('Côte d’Ivoire', 'Société Écluse')}\n".encode()
        + ROW.format("France", "Société Rivière").encode("cp1252")
        + b"\n"
    )
    report, lines = answered(path, tmp_path)
    assert [(line["Ship-To Country"], line["Consignee"]) for line in lines] == [
        ("Türkiye", "Boğaziçi Hesap"),
        ("Côte d’Ivoire", "Société Écluse"),
        ("France", r"Soci\xe9t\xe9 Rivi\xe8re"),
    ]
    assert listed(report) == [
        (4, "Consignee", r"Soci\xe9t\xe9 Rivi\xe8re", "holds a byte that is no text in utf-8")
    ]


def test_a_stray_byte_in_a_column_that_decides_frees_nothing(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes(
        f"{HEADINGS}\n{ROW.format('Türkiye', 'Çağ')}\n".encode()
        + ROW.format("Türkiye", "x").encode("cp1252")
    )
    report, lines = answered(path, tmp_path)
    assert outcomes(lines)[1] == "UNDETERMINED"
    assert (3, "Ship-To Country") in [each[:2] for each in listed(report)]


def test_a_byte_that_is_no_text_in_the_named_encoding_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes(
        HEADINGS.encode() + b"\n" + ROW.format("China", "中国公司").encode("gb18030") + b"\xff\n"
    )
    report, lines = answered(path, tmp_path, encoding="GB18030")
    assert lines[0]["Consignee"] == r"中国公司\xff"
    assert [each[1] for each in listed(report)] == ["Consignee"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(tmp_path: Path, encoding: str) -> None:
    path = book(tmp_path, ROW.format("China", "Élan 中国"), encoding=encoding)
    _, lines = answered(path, tmp_path)
    assert lines[0]["Consignee"] == "Élan 中国"


def test_an_encoding_of_no_name_is_refused_with_the_near_ones(tmp_path: Path) -> None:
    path = book(tmp_path, ROW.format("China", "x"))
    for name, mend in (("gb18300", "gb18030"), ("base64", "the usual ones are"), ("", "utf-8")):
        with pytest.raises(InputError, match="no encoding is called") as error:
            run_orders(path, library=library(), encoding=name)
        assert mend in error.value.mend


def test_an_encoding_is_refused_where_there_is_no_text(tmp_path: Path) -> None:
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    with pytest.raises(InputError, match="a workbook has none that could be given"):
        run_orders(tmp_path / "book.xlsx", library=library(), encoding="cp1252")
