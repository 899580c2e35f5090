"""The language of a site that is meant by another code, or by its name."""

from __future__ import annotations

from collections.abc import Iterable

from microsite.diagnostics.problems import did_you_mean

_CODES = {
    "de": "ger deu at ch deutsch german alemán allemand 德 德语 德文",
    "en": "eng gb us englisch english inglés anglais 英 英语 英文",
    "zh": "cn chi zho chs cht tw hk chinesisch chinese 中 中文 汉语",
    "fr": "fre fra französisch french français 法语",
    "es": "spa spanisch spanish español 西班牙语",
    "it": "ita italienisch italian italiano",
    "pt": "por br portugiesisch portuguese português",
    "nl": "dut nld niederländisch dutch nederlands",
    "pl": "pol polnisch polish polski",
    "cs": "cz cze ces tschechisch czech",
    "da": "dk dan dänisch danish",
    "sv": "se swe schwedisch swedish",
    "ja": "jp jpn japanisch japanese 日 日语 日文",
    "ko": "kr kor koreanisch korean 韩语",
    "ru": "rus russisch russian",
    "uk": "ua ukr ukrainisch ukrainian",
    "el": "gr gre ell griechisch greek",
    "ar": "ara arabisch arabic",
    "he": "iw il heb hebräisch hebrew",
    "tr": "tur türkisch turkish",
}
_BY_CODE = {code: language for language, codes in _CODES.items() for code in codes.split()}


def find_meant_language(written: str, keys: Iterable[str]) -> str:
    """The one of a site's languages that somebody means; "" if none is."""
    known = list(keys)
    plain = written.strip().lower().replace("_", "-")
    first = plain.partition("-")[0]
    for word in dict.fromkeys((plain, first, _BY_CODE.get(plain, ""), _BY_CODE.get(first, ""))):
        if word in known:
            return word
        fitting = [key for key in known if word and key.partition("-")[0] == word]
        if len(fitting) == 1:
            return fitting[0]
    return ""


def suggest_language(written: str, keys: Iterable[str]) -> str:
    """A hint "did you mean “…”?" for what is none of a site's languages, "" if nothing is like it."""
    known = list(keys)
    meant = find_meant_language(written, known)
    return f"did you mean “{meant}”?" if meant else did_you_mean(written.lower(), known)
