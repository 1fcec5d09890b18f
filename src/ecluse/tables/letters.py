"""Which old encoding some text is in, by the letters that it would then hold.

Belongs here: the letters that languages use, and how words are written with them. Does not: files.
Always true: where two encodings fit alike and give other letters, neither is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

_ENOUGH, _LEAD = 0.85, 0.15
_FEW = 12  # characters, below which Korean and Chinese are not told apart
_SIGNS = frozenset("‘’“”„‚–—…€£©®°·«»§´•™ \u00a0\u00ad")
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøœùúûüÿßšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜŠŽ")
_ICELANDIC = frozenset("áéíóúýðþæöÁÉÍÓÚÝÐÞÆÖ")
_OF_ONE = tuple(  # Western languages, one by one
    frozenset(letters + letters.upper())
    for letters in (
        "àâæçéèêëîïôœùûüÿ",
        "äöüßé",
        "áéíóúüñ",
        "áâãàçéêíóôõú",
        "àèéìòù",
        "åäöæøé",
        "ëïéèöü",
    )
)
_TURKISH = frozenset("çğıöşüâîûÇĞİÖŞÜÂÎÛ")
_CENTRAL = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýžäĺľôŕ",  # Czech and Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene, Serbian
    )
)
_NAMES = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1252", "cp1250", "cp1251")
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(rb"[\x80-\xff]+")


def likely(sample: bytes) -> tuple[str | None, tuple[str, ...]]:
    """The encoding of lines that are not UTF-8, or None, and the encodings that they may be in."""
    scores = {name: score(sample) for name, score in _SCORES.items()}
    best = max(scores, key=lambda name: scores[name])
    others = max(score for name, score in scores.items() if name != best)
    if scores[best] >= _ENOUGH and scores[best] - others >= _LEAD:
        return (best, (best,)) if best != "latin" else _latin(sample)
    possible = [name for name, score in scores.items() if score >= _ENOUGH]
    return None, tuple(
        "cp1252" if name == "latin" else name for name in possible
    ) if possible else _NAMES


def _latin(sample: bytes) -> tuple[str | None, tuple[str, ...]]:
    """Which encoding with one byte for each letter of a Latin alphabet: Windows-1252 where one
    Western language writes its letters or no other encoding fits, else the only one that fits.
    """
    fits = [name for name, letters in _LATIN.items() if _fits(_decoded(sample, name), letters)]
    foreign = _foreign(_decoded(sample, "cp1252"))
    if "cp1252" in fits and any(foreign <= letters for letters in _OF_ONE):
        return "cp1252", ("cp1252",)
    return (fits[0], tuple(fits)) if len(fits) == 1 else (None, tuple(fits or _LATIN))


def _decoded(sample: bytes, name: str) -> str:
    return sample.decode(name, errors="replace")


def _fits(text: str, alphabets: Iterable[frozenset[str]]) -> bool:
    """Whether all letters are those of one alphabet, and stand as its languages write them."""
    foreign = _foreign(text)
    return any(foreign <= letters for letters in alphabets) and _cased(text)


def _foreign(text: str) -> set[str]:
    """The letters beyond ASCII, with all else beyond it that is no usual sign between words."""
    inside = set(re.findall(r"(?<=\w)[^\w\s\x00-\x7f‘’–·…](?=\w)", text))
    return {sign for sign in set(text) if ord(sign) > 127} - (_SIGNS - inside)


def _cased(text: str) -> bool:
    """Whether no small letter is followed by a capital beyond ASCII, as no language writes."""
    return not any(
        before.islower() and after.isupper() and ord(after) > 127
        for word in _WORD.findall(text)
        for before, after in pairwise(word)
    )


_LATIN = {
    "cp1252": (_WESTERN, _ICELANDIC),
    "cp1250": _CENTRAL,
    "cp1254": (_TURKISH,),
    "mac_roman": (_WESTERN, _ICELANDIC),
    "cp850": (_WESTERN, _ICELANDIC),
}


def _latin_words(sample: bytes) -> float:
    """How many of the high bytes stand alone or in twos among ASCII letters, as in Latin words."""
    runs = [len(run) for run in _RUN.findall(sample)]
    return sum(size for size in runs if size <= 2) / max(sum(runs), 1)


@dataclass(frozen=True, slots=True)
class _Letters:
    """An alphabet with one byte a letter, of which whole words are written."""

    codec: str
    first: str
    last: str
    also: str = ""
    spelt: Callable[[str], bool] = lambda _: True

    def __call__(self, sample: bytes) -> float:
        """The share of the characters beyond ASCII that are its letters, cased as in words."""
        text = _decoded(sample, self.codec)
        foreign = [sign for sign in text if ord(sign) > 127 and sign not in _SIGNS]
        right = 0
        for word in _WORD.findall(text):
            own = [sign for sign in word if self.first <= sign <= self.last or sign in self.also]
            cased = word.isupper() or word[1:].islower() or word.lower() == word.upper()
            right += len(own) if len(own) == len(word) > 1 and cased and self.spelt(word) else 0
        return right / max(len(foreign), 1)


def _greek(word: str) -> bool:
    """Whether a word has its accent, and the final sigma at its end alone."""
    accented = word.isupper() or any(sign in "άέήίόύώΆΈΉΊΌΎΏ" for sign in word)
    return accented and "ς" not in word[:-1]


_CJK_SIGNS = frozenset("（）、。，：；・「」－ー　《》")


@dataclass(frozen=True, slots=True)
class _Pairs:
    """An encoding with two bytes for a character of East Asia.

    Args:
        first, last: Between which first bytes the characters lie that its users mostly write; the
            second byte of these is at least `trail`.
        own: The first and the last letter of the language's own alphabet.
    """

    codec: str
    first: int = 256
    last: int = 0
    trail: int = 0x40
    own: tuple[str, str] = ("", "")

    def __call__(self, sample: bytes) -> float:
        """The share of common characters among those beyond ASCII, in words of two or more."""
        right = total = 0
        for line in sample.splitlines():
            try:
                text = line.decode(self.codec)
            except UnicodeDecodeError:
                total += len(line)
                continue
            for run in re.findall(r"[^\x00-\x7f]+", text):
                total += len(run)
                if len(run) > 1:
                    right += sum(map(self._is_common, run))
        return right / max(total, 1)

    def _is_common(self, sign: str) -> bool:
        code = sign.encode(self.codec)
        led = len(code) == 2 and self.first <= code[0] <= self.last and code[1] >= self.trail
        return led or self.own[0] <= sign <= self.own[1] or sign in _CJK_SIGNS


_KANA, _HANGUL = ("\u3040", "\u30ff"), ("\uac00", "\ud7a3")


def _korean(sample: bytes) -> float:
    """The share of Hangul. Its bytes are common Chinese characters too: where they are all Hangul,
    and many, that is no chance.
    """
    share = _Pairs("euc_kr", own=_HANGUL)(sample)
    many = sum(map(len, _RUN.findall(sample))) >= 2 * _FEW
    return share + (1.0 if share >= _ENOUGH and many else 0.0)


_SCORES: dict[str, Callable[[bytes], float]] = {
    "gb18030": _Pairs("gb18030", 0xB0, 0xD7, 0xA1),
    "big5": _Pairs("big5", 0xA4, 0xC6),
    "shift_jis": _Pairs("cp932", 0x88, 0x97, own=_KANA),
    "euc_jp": _Pairs("euc_jp", 0xB0, 0xCF, 0xA1, own=_KANA),
    "euc_kr": _korean,
    "cp1251": _Letters("cp1251", "А", "я", "ЁёІіЇїЄєҐґЎў"),
    "koi8-r": _Letters("koi8-r", "А", "я", "Ёё"),
    "cp1253": _Letters("cp1253", "Ά", "ώ", spelt=_greek),
    "cp1255": _Letters("cp1255", "א", "ת"),
    "latin": _latin_words,
}
