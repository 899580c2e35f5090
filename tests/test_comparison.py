"""Facts of a source against those of its translation."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.checks.facts.comparison import compare
from microsite.checks.facts.consistency import check_consistency
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.reader import Facts, read_facts
from microsite.checks.findings import Finding
from microsite.checks.prose.passages import read_passages

LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_Hans_CN"}


def facts(text: str, lang: str) -> Facts:
    return read_facts(read_passages(text), notation_of(LOCALES[lang]))


def findings(english: str, translation: str, lang: str = "de") -> list[Finding]:
    return compare(facts(english, "en"), facts(translation, lang), lambda: notation_of(LOCALES[lang]))


def told(english: str, translation: str, lang: str = "de") -> list[str]:
    return [f"{finding.severity}: {finding.message}" for finding in findings(english, translation, lang)]


@pytest.mark.parametrize(
    ("english", "german", "message"),
    [
        ("There are 3,944.", "Es sind 3.494.", "expected 3.944 (en: 3,944), found 3.494"),
        ("It grew by 71.8%.", "Es wuchs um 71,3 %.", "expected 71,8\u00a0% (en: 71.8%), found 71,3 %"),
        ("On 16 May 2025.", "Am 15. Mai 2025.", "expected 16. Mai 2025 (en: 16 May 2025), found 15. Mai 2025"),
        (
            "It costs 5 billion euros.",
            "Es kostet 5 Billionen Euro.",
            "expected 5.000.000.000\u00a0€ (en: 5 billion euros), found 5 Billionen Euro",
        ),
        ("It costs €5.", "Es kostet 5 $.", "expected 5\u00a0€ (en: €5), found 5 $"),
        ("It is 5 km long.", "Es ist 5 m lang.", "expected 5 km, found 5 m"),
        ("It weighs 12,345 kg.", "Es wiegt 12.346 kg.", "expected 12.345 kg (en: 12,345 kg), found 12.346 kg"),
        ("It is 1.234 km long.", "Es ist 1,235 km lang.", "expected 1,234 km (en: 1.234 km), found 1,235 km"),
        ("At 2:30 pm.", "Um 12:30 Uhr.", "expected 14:30 Uhr (en: 2:30 pm), found 12:30 Uhr"),
        ("Version 2.2.2 is out.", "Version 2.2.3 ist da.", "expected 2.2.2, found 2.2.3"),
        ("It fell to −5 °C.", "Es fiel auf 5 °C.", "expected −5 °C, found 5 °C"),
        ("In the 1990s.", "In den 1980er-Jahren.", "expected 1990s, found 1980er"),
        ("On Monday.", "Am Dienstag.", "expected Montag (en: Monday), found Dienstag"),
        ("Call +49 30 1234567.", "Telefon +49 30 1234576.", "expected 49 30 1234567, found 49 30 1234576"),
        ("The 15th plan.", "Der 14. Plan.", "expected 15. (en: 15th), found 14."),
        (
            "It made 2.5 million tonnes.",
            "Es waren 2,8 Millionen Tonnen.",
            "expected 2,5 Millionen Tonnen (en: 2.5 million tonnes), found 2,8 Millionen Tonnen",
        ),
        (
            "It paid $31.2m.",
            "Es zahlte 32,1 Mio. Dollar.",
            "expected 31,2 Mio. Dollar (en: $31.2m), found 32,1 Mio. Dollar",
        ),
        ("It ran 26.2 miles.", "Es lief 24,2 km.", "expected 26,2 Meilen (en: 26.2 miles), found 24,2 km"),
        (
            "It is 1,234 miles away.",
            "Es ist 2 Tausend Meilen weit.",
            "expected 1.234 Meilen (en: 1,234 miles), found 2 Tausend Meilen",
        ),
        ("It took 1,000 days.", "Es dauerte 1.100 Tage.", "expected 1.000 Tage (en: 1,000 days), found 1.100 Tage"),
        ("It costs 1.50 euros.", "Es kostet 1,60 Euro.", "expected 1,50 Euro (en: 1.50 euros), found 1,60 Euro"),
        (
            "It is 12,500 miles away.",
            "Es ist 21.117 Kilometer weit.",
            "expected 20.117 Kilometer (en: 12,500 miles), found 21.117 Kilometer",
        ),
        ("The rate is 3.5‰.", "Die Rate ist 5,3‰.", "expected 3,5\u00a0‰ (en: 3.5‰), found 5,3‰"),
    ],
)
def test_what_contradicts_is_an_error_with_what_was_expected(english: str, german: str, message: str) -> None:
    [finding] = findings(english, german)
    assert finding.severity == "error"
    assert message in finding.message


@pytest.mark.parametrize(
    ("english", "lang", "translation"),
    [
        ("Call 040 123 4567.", "de", "Telefon +49 40 1234567."),
        ("Call +49 40 1234567.", "zh", "请致电040 1234567。"),
        ("Call 400-123-4567.", "zh", "请致电+86 400 123 4567。"),
    ],
)
def test_a_number_as_it_is_dialled_from_abroad_is_the_same(english: str, lang: str, translation: str) -> None:
    assert told(english, translation, lang) == []
    assert told(english, translation.replace("567", "576"), lang) != []


@pytest.mark.parametrize(
    ("english", "lang", "translation"),
    [
        ("There are 3,944.", "de", "Es sind 3.944."),
        ("There are 3,944.", "zh", "共3944名。"),
        ("Awarded 1 million yen.", "zh", "奖金100万日元。"),
        ("On 2014-10-27.", "de", "Am 27.10.2014."),
        ("It takes two weeks.", "de", "Es dauert 14 Tage."),
        ("It is 10 miles long.", "de", "Es ist 16 km lang."),
        ("A 20% discount.", "zh", "八折优惠。"),
        ("From 4 to 14 September 2025.", "zh", "2025年9月4日至14日。"),
        ("On 16 November 2025.", "zh", "11月16日。"),
        ("It costs ¥500.", "zh", "价格为500日元。"),
        ("Six plants.", "de", "6 Werke."),
        ("Both of them.", "zh", "两者。"),
        ("There are 3 of them.", "zh", "共有三个。"),
        ("It has 60 million hectares.", "zh", "共有6000万公顷。"),
        ("They sold 12.", "de", "Verkauft wurden ein Dutzend, also zwölf."),
        ("Ruby 2.2 is out.", "de", "Ruby 2.2 ist da."),
        ("There are 1.983.702 blocks.", "de", "Es gibt 1.983.702 Blöcke."),
        ("It weighs 1,983,702 kg.", "de", "Es wiegt 1,983,702 kg."),
        ("In 2021–2025.", "zh", "2021—2025年。"),
        ("The costs: RMB 1,800 to RMB 46,500.", "de", "Die Kosten: von 1.800 auf 46.500 Yuan."),
    ],
)
def test_what_says_the_same_in_other_words_is_no_finding(english: str, lang: str, translation: str) -> None:
    assert told(english, translation, lang) == []


def test_separators_of_another_language_are_told_as_such() -> None:
    assert told("There are 1,500 and 30,000.", "Es sind 1,500 und 30.000.") == [
        "error: 1,500 is written with the separators of another language: expected 1.500"
    ]
    assert told("The block 1,983,702 problem.", "Das Problem des Blocks 1,983,702.") == [
        "error: 1,983,702 is written with the separators of another language: expected 1.983.702"
    ]
    assert told("It has 1,2,3 and 100, 200, 300.", "Es hat 1,2,3 und 100, 200, 300.") == []


def test_a_decimal_sign_of_another_language_is_a_warning_though_the_value_is_right() -> None:
    german = facts("Es sind 3.5 Millionen und 3,5 Millionen.", "de")
    [finding] = check_consistency(german, notation_of("de_DE"))
    assert (finding.severity, finding.column, finding.length) == ("warning", 9, 3)
    assert finding.hint == "write 3,5"
    german = facts("Es kostet 1,000,000 Yuan und 2.000.000 Euro.", "de")
    [finding] = check_consistency(german, notation_of("de_DE"))
    assert (finding.column, finding.length, finding.hint) == (11, 9, "write 1.000.000")
    assert check_consistency(facts("There are 3.5 million.", "en"), notation_of("en_US")) == []


@pytest.mark.parametrize(
    ("lang", "text", "message"),
    [
        ("de", "Am Montag, dem 16. November 2025.", "16. November 2025 is a Sonntag, not a Montag"),
        ("en", "On Monday, November 16, 2025.", "November 16, 2025 is a Sunday, not a Monday"),
        ("zh", "2025年11月16日（星期一）", "2025年11月16日 is not a 星期一"),
    ],
)
def test_a_day_that_is_not_the_day_of_its_date_is_an_error(lang: str, text: str, message: str) -> None:
    [finding] = check_consistency(facts(text, lang), notation_of(LOCALES[lang]))
    assert (finding.severity, finding.message) == ("error", message)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Am Sonntag, dem 16. November 2025, und am Montag."),
        ("en", "Open on Monday. On Sunday, November 16, 2025."),
        ("zh", "2025年11月16日（星期日）"),
        ("de", "Am Montag, dem 16. November."),
    ],
)
def test_a_day_that_is_the_day_of_its_date_is_no_finding(lang: str, text: str) -> None:
    assert check_consistency(facts(text, lang), notation_of(LOCALES[lang])) == []


def test_a_figure_that_stands_twice_does_not_hide_its_twin() -> None:
    english = "There are 3,944.\n\nAll 3,944 came."
    assert told(english, "Es sind 3.944.\n\nAlle 3.494 kamen.") == ["error: expected 3.944 (en: 3,944), found 3.494"]


def test_a_figure_may_move_to_another_paragraph() -> None:
    assert told("There are 3,944.\n\nIt took 17 days.", "Es dauerte 17 Tage.\n\nEs sind 3.944.") == []


def test_a_figure_that_is_missing_is_a_warning_and_told_once_for_a_block() -> None:
    assert told("There are 3,944, that is 71.8%.\n\nMore.", "Es sind viele.\n\nMehr.") == [
        "warning: 3.944 (en: 3,944), 71,8\u00a0% (en: 71.8%) of the source is missing"
    ]


def test_a_measure_that_is_missing_is_written_as_the_translation_writes_it() -> None:
    assert told("It made 28.58 million tonnes.", "Es stellte Stahl her.") == [
        "warning: 28,58 Millionen\u00a0Tonnen (en: 28.58 million tonnes) of the source is missing"
    ]


def test_a_figure_that_the_source_does_not_have_is_a_warning() -> None:
    assert told("There are many.", "Es sind 3.944.") == ["warning: 3.944 is not in the source"]


def test_a_small_number_that_is_missing_is_only_an_info() -> None:
    assert told("There are 2 kinds.", "Es gibt sie paarweise.") == ["info: 2 of the source is missing"]


def test_a_spelled_out_number_that_is_missing_is_no_finding() -> None:
    assert told("One of the five.", "Eines davon.") == []


def test_a_spelled_out_number_that_contradicts_is_a_warning() -> None:
    assert told("There are twelve teams.", "Es gibt elf Teams.") == ["warning: expected 12 (en: twelve), found elf"]


@pytest.mark.parametrize(
    ("english", "lang", "translation"),
    [
        ("Two halls are open.", "de", "Drei Hallen sind geöffnet."),
        ("Two halls are open.", "zh", "三个展厅开放。"),
        ("She signed two contracts.", "de", "Sie unterschrieb zwölf Verträge."),
        ("It is the first fair.", "zh", "这是第三届展会。"),
        ("It is the third fair.", "de", "Es ist die sechste Messe."),
        ("The second hall is full.", "de", "Die dritte Halle ist voll."),
        ("Three quarters of the stands are let.", "de", "Zwei Drittel der Stände sind vermietet."),
        ("A third of the stands is let.", "zh", "四分之一的展位已租出。"),
        ("The number of guests doubled.", "de", "Die Zahl der Gäste verdreifachte sich."),
        ("The number of guests tripled.", "zh", "游客数量翻了一番。"),
        ("It rose fivefold.", "de", "Es stieg auf das Dreifache."),
        ("It took two and a half years.", "de", "Es dauerte dreieinhalb Jahre."),
        ("It took two and a half years.", "zh", "历时三年半。"),
        ("Half an hour is left.", "de", "Es bleibt eine Viertelstunde."),
        ("Two dozen stands are let.", "de", "Ein Dutzend Stände ist vermietet."),
        ("More than 30,000 guests came.", "zh", "两万余名客人来了。"),
        ("They are 7.", "de", "Es sind zwanzig."),
        ("It is the second-largest hall.", "de", "Es ist die drittgrößte Halle."),
        ("It is the third-largest hall.", "zh", "这是第二大展厅。"),
        ("Phase II has begun.", "de", "Bauabschnitt III hat begonnen."),
        ("A second hall is planned.", "de", "Eine dritte Halle ist geplant."),
        ("It is the second fair.", "zh", "这是首届展会。"),
        ("Both halls are open.", "de", "Drei Hallen sind offen."),
        ("Three halls are open.\n\nOne of three is not.", "zh", "五个展厅开放。\n\n三个中有一个没有。"),
    ],
)
def test_words_of_one_kind_that_contradict_are_a_warning(english: str, lang: str, translation: str) -> None:
    assert [line.partition(":")[0] for line in told(english, translation, lang)] == ["warning"]


@pytest.mark.parametrize(
    ("english", "lang", "translation"),
    [
        ("Both sides agreed.", "zh", "双方达成了一致。"),
        ("One of them came.", "de", "Drei kamen."),
        ("First, it rained.", "de", "Zuerst regnete es am dritten Tag."),
        ("For the first time, it rained.", "de", "Erstmals regnete es, am dritten Tag."),
        ("A third time it rained.", "zh", "第三次下雨。"),
        ("A second later it rained.", "de", "Es dauerte einen Augenblick, wie beim dritten Mal."),
        ("They met in the French Quarter.", "de", "Sie trafen sich im zweiten Hof."),
        ("The second hall is full.", "de", "Halle zwei ist voll."),
        ("Second, two of them came.", "de", "Zweitens kamen beide."),
        ("Dozens of guests came.", "zh", "五十多名客人来了。"),
        ("Thousands of guests came.", "de", "Es kamen 5.000 Gäste."),
        ("More than 100 guests came.", "zh", "百余名客人来了。"),
        ("A 100-year-old shop opened.", "zh", "百年老店开业。"),
        ("There are 60 beds per 10,000 people.", "zh", "每万人有60张床位。"),
        ("It is the second-largest hall.", "de", "Es ist die zweitgrößte Halle."),
        ("Sales rose by 200 percent.", "de", "Der Absatz hat sich verdreifacht."),
        ("Sales doubled.", "zh", "销售额增长100%。"),
        ("Half of the stands are let.", "zh", "50%的展位已租出。"),
        ("75% of the stands are let.", "zh", "七成五的展位已租出。"),
        ("The 1,234th guest came.", "de", "Der 1.234. Gast kam."),
        ("The 3,000th guest came.", "zh", "第3000位客人来了。"),
        ("The 3,000th guest came.", "zh", "第三千位客人来了。"),
        ("They won 9½-8½.", "de", "Sie gewannen 9½–8½."),
        ("It is sold as 1st Choice.", "zh", "商品名为1st Choice。"),
        ("Phase II has begun.", "zh", "二期工程已开工。"),
        ("Phase II has begun.", "de", "Phase 2 hat begonnen."),
        ("After World War II it was rebuilt.", "de", "Nach dem Zweiten Weltkrieg wurde es wiederaufgebaut."),
        ("After World War II it was rebuilt.", "zh", "二战后重建。"),
        ("Sales tripled.", "zh", "销售额增长两倍。"),
        ("It is 3x that of 2019.", "zh", "是2019年的3倍。"),
        ("It grew 2.4-fold.", "de", "Es wuchs auf das 2,4-Fache."),
        ("The talk took 1.5 hours.", "zh", "演讲持续了一个半小时。"),
        ("The talk took 90 minutes.", "de", "Der Vortrag dauerte anderthalb Stunden."),
    ],
)
def test_words_that_say_the_same_or_little_are_no_finding(english: str, lang: str, translation: str) -> None:
    assert told(english, translation, lang) == []


@pytest.mark.parametrize(
    ("english", "lang", "translation", "severity"),
    [
        ("Apply before December 1, 2025.", "de", "Bewerbung bis 30. November 2025.", "warning"),
        ("Apply before 1 December.", "zh", "11月30日截止报名。", "warning"),
        ("It began on December 1, 2025.", "de", "Es begann am 30. November 2025.", "error"),
    ],
)
def test_a_deadline_may_be_a_day_apart(english: str, lang: str, translation: str, severity: str) -> None:
    assert [finding.severity for finding in findings(english, translation, lang)] == [severity]


def test_a_paragraph_in_the_language_of_the_source_is_not_compared() -> None:
    text = "It was exploited, and the breach affected 144 million users and cost $1.5 billion."
    assert told(text, text) == []


def test_a_day_of_the_week_contradicts_though_it_stands_in_another_paragraph() -> None:
    english = "It opens on Friday.\n\nIt closes on Monday, and on Tuesday."
    german = "Es öffnet am Montag.\n\nEs schließt am Montag und am Dienstag."
    assert told(english, german) == ["error: expected Freitag (en: Friday), found Montag"]


def test_a_percent_sign_that_is_lost_is_a_warning() -> None:
    assert told("It grew by 71.8%.", "Es wuchs um 71,8.") == ["warning: expected 71,8\u00a0% (en: 71.8%), found 71,8"]


def test_a_second_amount_in_another_currency_is_only_an_info() -> None:
    assert told("It costs 500 yuan.", "Es kostet 500 Yuan (etwa 60 Euro).") == ["info: 60 Euro is not in the source"]


def test_a_finding_names_both_places_and_a_hint_that_can_be_pasted() -> None:
    [finding] = findings("# News\n\nIn all,\nthere are 3,944.", "# Neues\n\nInsgesamt sind es\nnun 3.494 Gäste.")
    assert finding[:5] == ("fact-mismatch", "error", 4, 5, 5)
    assert (finding.source_line, finding.source_column) == (4, 11)
    assert finding.hint == "write 3.944, or <!-- check: ignore --> in this paragraph if it is meant"


def test_a_paragraph_too_many_does_not_shift_those_after_it() -> None:
    english = "There are 3,944.\n\nIt took 17 days.\n\nIt cost 60,000 euros."
    german = "Es sind 3.944.\n\nEin Absatz, den nur diese Sprache hat, und das ist recht so.\n\nEs dauerte 71 Tage.\n\n"
    assert told(english, german + "Es kostete 60.000 Euro.") == ["error: expected 17 Tage (en: 17 days), found 71 Tage"]


def test_in_a_stale_translation_figures_that_are_not_alike_do_not_contradict_each_other() -> None:
    english = "- limit 3600 per 6 hours\n- limit 17 per day\n- 2500 requests\n- 48 keys"
    german = "Limit 60 pro Stunde\n\n- Limit 90 pro Woche\n"
    assert not any(line.startswith("error") for line in told(english, german))


def test_rows_of_tables_are_compared_with_rows() -> None:
    english = "| Year | Tonnes |\n|---|---|\n| 2023 | 67,544 |\n| 2024 | 71,800 |\n"
    german = "| Jahr | Tonnen |\n|---|---|\n| 2023 | 67.544 |\n| 2024 | 78.100 |\n"
    assert told(english, german) == ["error: expected 71.800 (en: 71,800), found 78.100"]


FIGURES = st.sampled_from(
    ["3,944", "17", "71.8%", "5 km", "16 November 2025", "2:30 pm", "€5 million", "2.2.2", "1998"]
)


@given(st.lists(st.lists(FIGURES, min_size=1, max_size=4).map(" and ".join), min_size=1, max_size=6))
def test_a_text_agrees_with_itself(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    assert told(text, text, "en") == []


@given(st.lists(FIGURES, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_blocks_and_figures_does_not_matter_if_all_are_there(
    figures: list[str], chance: random.Random
) -> None:
    shuffled = sorted(figures, key=lambda _: chance.random())
    assert told("\n\n".join(figures), "\n\n".join(shuffled), "en") == []


@pytest.mark.parametrize(
    ("english", "lang", "translation", "hint"),
    [
        ("Three quarters of the stands are let.", "de", "Zwei Drittel der Stände sind vermietet.", "write 3/4, "),
        ("A third of the stands is let.", "zh", "四分之一的展位已租出。", "write 1/3, "),
        ("The number of guests doubled.", "de", "Die Zahl der Gäste verdreifachte sich.", "say what the source says, "),
        ("We meet at 8 a.m.", "zh", "我们晚上8点见面。", "write 上午8点, "),
        ("We meet at 9:30 p.m.", "zh", "我们晚上8点30分见面。", "write 21点30分, "),
        ("We meet at 2 p.m.", "zh", "我们下午3点见面。", "write 下午2点, "),
    ],
)
def test_a_hint_is_in_the_language_of_the_translation(english: str, lang: str, translation: str, hint: str) -> None:
    [finding] = findings(english, translation, lang)
    assert finding.hint.startswith(hint)
