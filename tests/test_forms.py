"""Terms in any form: what counts as use where a translation is asked for a term of its source, and what does not."""

from __future__ import annotations

import pickle

import pytest
from growth import find_excess, repeat
from hypothesis import example, given
from hypothesis import strategies as st

from microsite.glossary.forms import InAnyForm
from microsite.glossary.wordings import Glossary, Wording

USED = [
    ("de", "Knoten", "Ein Monero-Knoten prüft alles."),
    ("de", "Knoten", "Die Zahl der Netzknoten wächst."),
    ("de", "IP-Adresse", "Sie teilen die IP-Adressen der Gäste."),
    ("de", "IP", "Ihre IP-Adresse bleibt geheim."),
    ("de", "Blockchain", "eine Blockchain-Technologie"),
    ("de", "Innovationszentrum", "die Leiterin des Innovationszentrums"),
    ("de", "Innovationszentrum", "zwei neue Innovationszentren"),
    ("de", "Innovationszentrum", "der Innovationszentrumsleiter"),
    ("de", "Innovationszentrum", "das Innovations-Zentrum"),
    ("de", "Talentmesse", "auf den Talentmessen und der Talent-Messe"),
    ("de", "Messe", "Die Herbstmesse öffnet."),
    ("de", "Markt", "Auf den Wochenmärkten"),
    ("de", "Straße", "DIE HAFENSTRASSEN"),
    ("de", "elektronische Signatur", "mit elektronischen Signaturen"),
    ("de", "öffentlicher Schlüssel", "Mit dem öffentlichen Schlüssel"),
    ("de", "offene Tür", "der Offene-Tür-Tag"),
    ("de", "Hub", "Die Hubs und der Hub-Leiter"),
    ("en", "hub", "A hub-based network, the hubs’ owners"),
    ("en", "data", "A data-driven city"),
    ("en", "talent fair", "at two talent fairs"),
    ("en", "city", "Of all the cities"),
    ("en", "scholarship holder", "The scholarship-holders’ day"),
    ("en", "NFT", "Two NFTs"),
    ("en", "employer", "many employers"),
    ("de", "Künstliche Intelligenz (KI)", "Mit künstlicher Intelligenz"),
    ("de", "Künstliche Intelligenz (KI)", "eine KI-Anwendung"),
    ("zh", "开发运维（DevOps）", "采用DevOps方法"),
    ("en", "IP address", "two IP addresses"),
    ("zh", "服务", "应用服务器连接到数据库。"),
    ("zh", "创新", "创新中心今天开幕。"),
    ("zh", "人才大赛", "全球人才大赛组委会"),
    ("ko", "인증서", "우리는 인증서를 발급합니다."),
    ("fr", "réseau", "le sous-réseau"),
]
UNUSED = [
    ("de", "IP", "Das Prinzip und der TIP"),
    ("de", "IT", "Es geht mit ihm; it is"),
    ("de", "Hub", "Der Hubschrauber schwebt."),
    ("de", "Ei", "Das ist einer von vielen; Eile"),
    ("de", "elektronische Signatur", "eine elektronische und eine schöne Signatur"),
    ("de", "Innovationszentrum", "Innovation im Zentrum"),
    ("de", "Künstliche Intelligenz (KI)", "die Kinder und Ski"),
    ("en", "IP address", "the zip addressed to you"),
    ("en", "hub", "The hubbub of the day"),
    ("en", "NFT", "enfants, nfts"),
    ("en", "talent fair", "talent and fairness; a fair of talent"),
    ("zh", "创新中心", "创新的中心"),
]


def uses(tag: str, term: str) -> InAnyForm:
    letters = [letter for letter in term if letter.isalpha()]
    return InAnyForm([Wording("key", term, is_exact=len(letters) > 1 and all(map(str.isupper, letters)))], tag)


@pytest.mark.parametrize(("tag", "term", "text"), USED)
def test_a_compound_an_ending_and_a_longer_word_are_uses(tag: str, term: str, text: str) -> None:
    assert uses(tag, term).find(text) == {"key"}


@pytest.mark.parametrize(("tag", "term", "text"), UNUSED)
def test_letters_that_happen_to_follow_each_other_are_none(tag: str, term: str, text: str) -> None:
    assert uses(tag, term).find(text) == set()


WORDS = st.text("aBßüÄ-' \u00ad", min_size=1, max_size=8) | st.text("创新\u00ad", min_size=1, max_size=8)


@example(["a---B"], "B", "B", "de")
@example(["B", "Ä"], "B", "'Ä'", "de")
@given(st.lists(WORDS, max_size=4), WORDS, WORDS, st.sampled_from(["de", "en", "zh-Hans", "fr", "ko", "ar"]))
def test_what_is_linked_is_a_use(wordings: list[str], before: str, after: str, tag: str) -> None:
    terms = [Wording(str(number), text) for number, text in enumerate(wordings)]
    glossary = Glossary(terms, tag)
    for text in wordings:
        written = f"{before} {text} {after}"
        assert {match.key for match in glossary.find(written)} <= InAnyForm(glossary.wordings, tag).find(written)


def test_workers_get_what_it_is_made_of() -> None:
    assert pickle.loads(pickle.dumps(uses("de", "Knoten"))).find("Netzknoten") == {"key"}  # noqa: S301 - our own


@pytest.mark.law(every=4)
@pytest.mark.parametrize("piece", ["a", "a-", "ab ", "ab\n", "创", "'", "ä", "a b "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    found = InAnyForm([Wording(word, word) for word in ("ab", "a b", "a a a", "b", "创新", "aaaab")], "de")
    assert not find_excess(lambda size: repeat(piece, size), found.find)
