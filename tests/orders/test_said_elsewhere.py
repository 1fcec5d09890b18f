"""Lines whose end user or ultimate consignee is said to be elsewhere than the goods go."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecluse.orders import join

from .test_parties import answered

HEADINGS = (
    "part,destination,ship date,quantity,value,Buyer,Buyer Country,"
    "Consignee,Consignee Country,End User,End User Country,End User Address,End Use Place,Region"
)
PLAIN = "NVIDIA GeForce RTX 4060 Ti 16 GB"


def line(
    part: str = PLAIN,
    to: str = "SG",
    buyer: str = "",
    consignee: str = ",",
    user: str = ",,",
    place: str = "",
    region: str = "",
) -> str:
    return f"{part},{to},2026-09-01,2,100,Quay,{buyer},{consignee},{user},{place},{region}"


LINES = {
    line(user="Amber,SG,"): "NLR",
    line(user="Amber,RU,"): "UNDETERMINED",
    line(user="Amber,Iran,"): "UNDETERMINED",
    line(user=",RU,"): "UNDETERMINED",  # nobody is named, and the place is said
    line(user="-,RU,"): "UNDETERMINED",
    line(user="TBD,KP,"): "UNDETERMINED",
    line(user="Amber,DE,"): "NLR",
    line(buyer="RU"): "NLR",
    line(consignee="Amber,BY"): "UNDETERMINED",
    line(consignee="Amber,MY", user="Amber,RU,"): "UNDETERMINED",
    line(user='Amber,,"Tverskaya 1, Moscow, Russia"'): "UNDETERMINED",
    line(user='Amber,,"1 Raffles Place, Singapore"'): "NLR",
    line(user="Amber,RU,", place="SG"): "NLR",
    line(user="Amber,RU,", place="RU"): "UNDETERMINED",
    line("H100", user='Amber,,"Park, Shenzhen, China, Tel 0755-1"'): "UNDETERMINED",
    line("H100", user="Amber,,中国广东省深圳市"): "UNDETERMINED",
    line("H100", user='Amber,,"Shenzhen, CN"'): "UNDETERMINED",
    line("H100", user='Amber,,"Hsinchu, Taiwan, China"'): "NLR",
    line(consignee="Amber,RU", place="SG"): "UNDETERMINED",
    line(consignee="Amber,RU", user="Amber,CN,", place="SG"): "UNDETERMINED",
    line(consignee="Amber,SG", user="Amber,RU,", place="SG"): "NLR",
    line(place="RU"): "UNDETERMINED",
    line(place="SG"): "NLR",
    line(user="Amber,,", place="RU"): "UNDETERMINED",
    line("H100", "SG", place="CN"): "UNDETERMINED",
    line(place="unknown"): "UNDETERMINED",
    line("H100", "SG", user="Amber,SG,", place="unknown"): "UNDETERMINED",
    line("H100", "CN", place="unknown"): "LICENSE",
    line("H100", "SG", consignee="Amber,VN"): "UNDETERMINED",
    line("H100", "SG", consignee="Amber,MY"): "NLR",
    line("H100", "CN", consignee="Amber,DE"): "LICENSE",
    line(user="Huawei,RU,"): "LICENSE",
    line(user='Amber,,"Simferopol, Crimea, Ukraine"'): "UNDETERMINED",
    line(user='Amber,UA,"Lenina 1, Sevastopol"'): "UNDETERMINED",
    line(user='Amber,,"Kyiv, Ukraine"'): "NLR",
    line(user="Amber,Crimea,"): "UNDETERMINED",
    line(user="Amber,Crimea (Ukraine),"): "UNDETERMINED",
    line(user=",Ukraine (Crimea),"): "UNDETERMINED",  # nobody is named
    line(user="Amber,Ukraine,"): "NLR",
    line(to="Ukraine", user="Amber,Donetsk,"): "UNDETERMINED",
    line(to="Ukraine", user="Amber,Ukraine,"): "NLR",
    line(to="Crimea (Ukraine)", user="Amber,Ukraine,"): "LICENSE",
    line(consignee="Amber,Luhansk"): "UNDETERMINED",
    line(consignee="Amber,Luhansk", place="SG"): "UNDETERMINED",
    line(user="Amber,Crimea,", place="SG"): "NLR",
    line(user="Amber,Crimea,", place="UA"): "UNDETERMINED",
    line(place="Crimea"): "UNDETERMINED",
    line(to="UA", place="Crimea"): "LICENSE",
    line(buyer="Crimea"): "NLR",
    line("H100", user='Amber,,"Macau, MO"'): "UNDETERMINED",
    line("H100", user='Amber,,"Doha, QA"'): "UNDETERMINED",
    line("H100", user='Amber,SG,"Macau, MO"'): "UNDETERMINED",
    line("H100", user='Amber,US,"Macau, MO"'): "NLR",
    line("H100", user='Amber,SG,"Shenzhen, China"'): "UNDETERMINED",
    line("H100", user='Amber,SG,"1 Raffles Place, Singapore"'): "NLR",
    line("H100", user='Amber,CN,"1 Raffles Place, Singapore"'): "UNDETERMINED",
    line("H100", user=',SG,"Shenzhen, China"'): "UNDETERMINED",  # nobody is named
    line(user='Amber,SG,"Simferopol, Crimea, Ukraine"'): "UNDETERMINED",
    line(user='Amber,SG,"Simferopol"'): "UNDETERMINED",
    line(user='Amber,SG,"Kyiv, Ukraine"'): "NLR",
    line(user='Amber,,"Kramatorsk, Ukraine"'): "UNDETERMINED",
    line("H100", user='Amber,,"5 Zhongshan Rd, Beijing"'): "UNDETERMINED",
    line("H100", user='Amber,SG,"5 Zhongshan Rd, Beijing"'): "UNDETERMINED",
    line(to="UA", user='Amber,,"84300, Ukraine"'): "UNDETERMINED",
    line(to="UA", user='Amber,,"84300, Ukraine"', region="none"): "NLR",
    line(to="UA", user='Amber,,"Donetsk, Ukraine"', region="none"): "UNDETERMINED",
}
DISPUTED = {each for each in LINES if ',SG,"' in each and "Raffles" not in each}
DISPUTED |= {line("H100", user='Amber,CN,"1 Raffles Place, Singapore"')}
UNREAD = {line(user='Amber,,"Lebanon, NH"'), line(user=",,深圳市")}
UNREAD |= {line("H100", user=f'Amber,,"{each}"') for each in ("Chicago, IL", "Reno, NV 89501")}
OPEN_CODES = {line("H100", user=f'Amber,,"{each}"') for each in ("Macau, MO", "Doha, QA")}
OPEN_CODES |= {line("H100", user='Amber,,"5 Zhongshan Rd, Beijing"')}
LINES |= dict.fromkeys(UNREAD, "NLR")


@pytest.mark.parametrize(
    "direct",
    [
        pytest.param(join._DIRECT, id="by case"),
        pytest.param(0, id="by class", marks=pytest.mark.slow),
    ],
)
def test_a_line_is_as_free_as_each_country_allows(
    tmp_path: Path, direct: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(join, "_DIRECT", direct)
    _, lines = answered(tmp_path, *LINES, headings=HEADINGS)
    came = {each: found["ecluse_outcome"] for each, found in zip(LINES, lines, strict=True)}
    assert came == LINES
    for each, found in zip(LINES, lines, strict=True):
        assert ("no country that is read" in (found["ecluse_red_flags"] or "")) == (
            each in UNREAD | OPEN_CODES
        )
        disputed = "lies, or may lie, in" in (found["ecluse_red_flags"] or "")
        assert disputed == (each in DISPUTED), each
    russia = lines[1]
    assert russia["ecluse_needs"] == "destination"
    assert "LICENSE" in russia["ecluse_red_flags"]
    assert "748.5(e)" in russia["ecluse_red_flags"]
