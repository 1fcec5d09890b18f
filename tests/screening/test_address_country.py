"""The country in which an address says that it lies."""

from __future__ import annotations

import pytest

from ecluse.screening.address_country import country_of

READ = {
    "Science Park, Shenzhen, China, Tel 0755-12345": "CN",
    "Park, Shenzhen, China; attn Mr Li": "CN",
    "Beijing China\nTel: 010": "CN",
    "Shenzhen CN 518000": "CN",
    "中国广东省深圳市": "CN",
    "深圳市, 中国": "CN",
    "中国香港中环": "HK",
    "台湾新竹市": "TW",
    "澳門": "MO",
    "Hong Kong S.A.R.": "HK",
    "Hong Kong (China)": "HK",
    "Central, Hong Kong, China": "HK",
    "Macao SAR": "MO",
    "Macau, China": "MO",
    "Hsinchu, Taiwan, Province of China": "TW",
    "Taipei, Taiwan, China": "TW",
    "Riyadh, KSA": "SA",
    "Tbilisi, Georgia 0105": "GE",
    "Tel Aviv, Israel": "IL",
    "No 5, Hong Kong Road, Qingdao, China": "CN",
    "12 Moscow Road, London, UK": "GB",
    "1 Raffles Place, Singapore 048616": "SG",
    "Россия, 125009, Москва": "RU",
}
NOT_READ = (
    *("Lebanon, NH", "Cuba, Missouri", "Atlanta, Georgia 30301", "12 China Street, Kowloon"),
    *("10 Jordan Road, Kowloon", "Trenton, New Jersey 08608", "Shenzhen", "Milano MI", "123", ""),
)


@pytest.mark.parametrize(("address", "code"), READ.items())
def test_a_country_is_read_wherever_it_stands(address: str, code: str) -> None:
    assert country_of(address) == code


@pytest.mark.parametrize("address", NOT_READ)
def test_no_country_is_made_up(address: str) -> None:
    assert country_of(address) is None
