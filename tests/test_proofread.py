"""What is wrong with the texts of one file: each rule fires where something is, and is silent where nothing is."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from microsite.content.brackets import check_near_pictures
from microsite.content.marks import MARKS, find_signs
from microsite.content.proofread import check_entry, check_group, check_pictures, check_text
from microsite.content.tables import check_tables
from microsite.content.unlisted import check_lines
from microsite.content.visible import check_marks
from microsite.diagnostics.problems import Diagnostic, Span
from microsite.markup.convert import convert
from microsite.markup.places import find_placeholders
from microsite.model.entries import Contact, Document, Entry, Figure, GroupData, Picture, Prose, TermFacts

PATH = "content/press/2025-11-16-talente.de.md"
ENTRY = Entry("press", "2025-11-16-talente", "de", PATH, "0", "Titel", title_line=2, summary_line=3)
GROUP = GroupData(
    "content/press/2025-11-16-talente.yaml",
    place={"de": "[[Ort]]", "zh": "重庆"},
    contact=Contact({"de": "[[Pressestelle]]"}),
    pictures=(Picture("a.jpg", {"": "[[Bild]]"}, {"": "[[Text]]"}, "[[Fotograf]]", line=7),),
    figures={"n": Figure("number", "1", label={"de": "[[Zahl]]"})},
)


def told(found: Iterable[Diagnostic]) -> list[tuple[str, str, Span | None]]:
    return [(diagnostic.rule, diagnostic.message, diagnostic.span) for diagnostic in found]


def blank(text: str, span: Span) -> tuple[str, str, Span]:
    return "placeholder", f"“{text}” still has to be filled in", span


# ---- placeholders ---------------------------------------------------------------------------------------------


def test_what_has_to_be_filled_in_in_front_matter_is_reported() -> None:
    contact = Contact({"": "[[Wer]]"})
    entry = ENTRY._replace(
        title="[[Titel]]",
        summary="Von [[wem]], [[wann\nauch immer]]",
        place="[[Ort]]",
        forms=("[[Form]]",),
        sort="[[Lesung]]",
        contact=contact,
    )
    assert told(check_entry(entry)) == [
        blank("Titel", Span(PATH, 2, 1)),
        blank("wem", Span(PATH, 3, 1)),
        blank("wann auch immer", Span(PATH, 3, 1)),
        *(blank(text, Span(PATH)) for text in ("Ort", "Form", "Lesung", "Wer")),
    ]


def test_what_has_to_be_filled_in_in_a_group_file_is_reported() -> None:
    assert told(check_group(GROUP)) == [
        blank("Ort", Span(GROUP.path)),
        *(blank(text, Span(GROUP.path, 7, 1)) for text in ("Bild", "Text", "Fotograf")),
        *(blank(text, Span(GROUP.path)) for text in ("Zahl", "Pressestelle")),
    ]


def test_files_with_nothing_to_fill_in_are_fine() -> None:
    assert list(check_entry(ENTRY._replace(summary="[a] und [[]]"))) == []
    assert list(check_group(GroupData())) == []


# ---- braces ---------------------------------------------------------------------------------------------------


def test_a_figure_in_a_text_that_has_none_is_reported() -> None:
    message = "“{{ n }}” stands in a text where figures are not written out"
    contact = Contact({"": "{{ n }}"})
    assert told(check_entry(ENTRY._replace(sort="{{ n }}", contact=contact))) == [
        ("figure-unknown", message, Span(PATH)),
        ("figure-unknown", message, Span(PATH)),
    ]
    data = GroupData(
        GROUP.path,
        contact=contact,
        pictures=(Picture("a.jpg", {}, credit="{{ n }}", line=7),),
        figures={"n": Figure("number", "1", label={"de": "{{ n }}"})},
    )
    assert told(check_group(data)) == [
        ("figure-unknown", message, Span(GROUP.path, 7, 1)),
        ("figure-unknown", message, Span(GROUP.path)),
        ("figure-unknown", message, Span(GROUP.path)),
    ]


def test_a_figure_where_one_is_written_out_is_fine() -> None:
    picture = Picture("a.jpg", {"": "{{ n }}"}, {"": "{{ n }}"})
    assert list(check_group(GroupData(GROUP.path, place={"": "{{ n }}"}, pictures=(picture,)))) == []
    written = ENTRY._replace(title="{{ n }}", summary="{{ n }}", place="{{ n }}", forms=("{{ n }}",))
    assert list(check_entry(written)) == []


# ---- pictures -------------------------------------------------------------------------------------------------


def pictures(body: str) -> list[Diagnostic]:
    return list(check_pictures(convert(Prose(PATH, body, 5), "de")[0], PATH))


@pytest.mark.parametrize(
    ("body", "url", "column"),
    [("![](halle.jpg)", "halle.jpg", 5), ("![ ](a.png)", "a.png", 6), ("<img src=a.png>", "a.png", 10)],
)
def test_a_picture_of_a_text_without_words_for_it_is_reported(body: str, url: str, column: int) -> None:
    [found] = pictures(body)
    assert told([found]) == [("alt-missing", f"the picture “{url}” has no text", Span(PATH, 5, column, len(url)))]
    assert found.hint == f"describe what it shows: ![…]({url})"


@pytest.mark.parametrize(
    ("alt", "file"),
    [
        ("IMG_1234.jpg", "a/IMG_1234.jpg"),
        ("IMG_1234", "a/IMG_1234.jpg"),
        ("img_1234", "a/IMG_1234.jpg"),
        ("DSC01234", "a/hall.jpg"),
        ("Screenshot 2026-03-01", "a/hall.png"),
        ("hall", "a/hall.jpg"),
        ("saal-2.png", "a/hall.jpg"),
        ("Gruppen Foto", "a/Gruppen%20Foto.jpg"),
        ("图片1", "a/hall.jpg"),
    ],
)
def test_the_name_of_a_file_is_no_text_of_a_picture(alt: str, file: str) -> None:
    [found] = pictures(f"![{alt}]({file})\n")
    assert (found.rule, found.hint) == ("alt-missing", f"describe what it shows: ![…]({file})")
    assert found.message == f"the text of the picture “{file}” is the name of a file: “{alt}”"


@pytest.mark.parametrize(
    ("alt", "file"),
    [
        ("Der Saal", "a/saal.jpg"),
        ("Hall", "a/hall.jpg"),
        ("The hall, seen from stage 2", "a/hall-2.jpg"),
        ("Photo of 3 speakers", "a/x.jpg"),
        ("开幕前的会场", "a/hall.jpg"),
        ("Node.js", "a/logo.png"),
    ],
)
def test_words_for_a_picture_are_not_told_of(alt: str, file: str) -> None:
    assert pictures(f"![{alt}]({file})\n") == []


@pytest.mark.parametrize("body", ["![Die Halle](halle.jpg)", "![{{ held }}](a.png)", "[](a.png)", "`![](a.png)`", ""])
def test_a_picture_of_a_text_with_words_is_fine(body: str) -> None:
    assert pictures(body) == []


# ---- all of them ----------------------------------------------------------------------------------------------


def test_all_checks_are_made_of_a_text() -> None:
    prose = Prose(PATH, "![](a.jpg)\n\n[[Absatz]]", 5)
    entry = ENTRY._replace(title="[[Titel]]", term=TermFacts(inflections=("–",)))
    found = check_text(entry, prose, convert(prose, "de")[0])
    assert [diagnostic.rule for diagnostic in found] == [
        "placeholder",
        "term-unmatchable",
        "placeholder",
        "alt-missing",
    ]


# ---- marks that readers see -----------------------------------------------------------------------------------


def seen(body: str) -> list[tuple[str, str, int, int]]:
    prose = Prose(PATH, body, 5)
    document = convert(prose, "de")[0]
    found = [*check_marks(prose, document), *check_tables(prose, document)]
    return [(one.rule, one.message, one.span.line, one.span.column) for one in found if one.span]


@pytest.mark.parametrize(
    ("body", "mark", "line", "column"),
    [
        ("Text\n\nDas ist **wichtig", "**", 7, 9),
        ("Das **ist **wichtig", "**", 5, 5),
        ("Text ~~alt", "~~", 5, 6),
        ("Der Befehl `ls zeigt sie.\n\nText", "`", 5, 12),
        ("Mit `ls` und ls` geht es.", "`", 5, 16),
        ("Die ``Liste` fehlt", "``", 5, 5),
        ("- Das ist `Lösung'", "`", 5, 11),
        ("Text\n\n** 意义：给卫星装APP **", "**", 7, 1),
        ("Danke! :tada:", ":tada:", 5, 8),
        ("- Ja :+1: und :white_check_mark:", ":+1:", 5, 6),
        ("Name | Ort | Zeit\nAnna | Kiel | 9 Uhr", "Name | Ort | Zeit", 5, 1),
        ("Anna | Kiel\nBela | Ulm\nCora | Jena", "Anna | Kiel", 5, 1),
        (":::\n\nText\n\n:::", ":::", 5, 1),
        ("Text[^1] mehr", "[^1]", 5, 5),
        ("Ein [Link](a.md und", "](", 5, 10),
        ("Ein [Link][dort] im Text", "[Link][dort]", 5, 5),
        ("Das {#anker} im Text", "{#anker}", 5, 5),
        ("Das {: .weit } im Text", "{: .weit }", 5, 5),
        ("Text\n\n:::\n\nText", ":::", 7, 1),
        ("{% include toc.html %}", "{% include toc.html …", 5, 1),
        ("* Inhalt\n{:toc}\n\nText", "{:toc}", 6, 1),
        ("import Tabs from '@theme/Tabs';\n\nText", "import Tabs from '@t…", 5, 1),
        ("这是＊＊重要＊＊的", "＊＊", 5, 3),
        ("＃ 标题", "＃", 5, 1),
        ("见［说明］（../pages/a.md）。", "［说明］（", 5, 2),
        ("见[说明]（../pages/a.md）。", "]（", 5, 5),
        ("｜甲｜乙｜", "｜甲｜", 5, 1),
        ("－ 第一项", "－", 5, 1),
        ("＞引用", "＞引", 5, 1),
        ("这是｀代码｀。", "｀代码｀", 5, 3),
        ("这是～～旧的～～。", "～～旧的～～", 5, 3),
        ("共｛｛人数｝｝人", "｛｛人数｝｝", 5, 2),
        ('Text\n\n<div class="a\n\nMehr', "<div", 7, 1),
        ("</div\n\nMehr", "</div", 5, 1),
        ('Ein <iframe src="a.html"> hier', "<iframe", 5, 5),
        ("Ein <a href=x hier", "<a href=", 5, 5),
        ("a | b\n———|———\n1 | 2", "———|———", 6, 1),
        ("表：\n｜甲｜乙｜\n｜-｜-｜", "｜甲｜", 6, 1),
        ("## Ziel {# goal}", "{# goal}", 5, 9),
        ("## 目标｛#goal｝", "｛#goal｝", 5, 6),
        ('Ziel {id="goal"}', '{id="goal"}', 5, 6),
        ("*Wort* {.gross}", "{.gross}", 5, 8),
        ("Ein ==gelbes== Wort", "==gelbes==", 5, 5),
        ("Ein ++neues++ Wort", "++neues++", 5, 5),
        ("H~2~O", "~2~", 5, 2),
        ("10 m^2^", "^2^", 5, 5),
        ("Text $$x^2$$ hier", "$$x^2$$", 5, 6),
        ("Text\n\n=====\n\nMehr", "=====", 7, 1),
        ("'''\ncode\n'''", "'''", 5, 1),
        ("｀｀｀\n码\n｀｀｀", "｀｀｀", 5, 1),
        ("## Titel\\", "\\", 5, 9),
        ("Ende\\\n\nText", "\\", 5, 5),
        ("{::comment}Text{:/comment}", "{::comment}", 5, 1),
        ("!!! note\n    Text", "!!! note", 5, 1),
        ("*[HTML]: Sprache", "*[HTML]:", 5, 1),
        ("[TOC]\n\nText", "[TOC]", 5, 1),
        ("Text［^1］hier", "［^1］", 5, 5),
        ("![Halle] (a/b.png)", "] (", 5, 8),
        ("[x](mailto:a@b.example?subject=Zwei Worte)", "](", 5, 3),
        ("##\u00a0Ziel", "##", 5, 1),
        ("##\u3000目标", "##", 5, 1),
        ("#\u202fZiel", "#", 5, 1),
        ("-\u00a0Zelte", "-", 5, 1),
        ("-\u3000帐篷", "-", 5, 1),
        ("- [] Zelte", "[]", 5, 3),
        ("- [ x] Zelte", "[ x]", 5, 3),
        ("- [✓] Zelte", "[✓]", 5, 3),
        ("Text <!- intern ->", "<!- intern -", 5, 6),
        ("<!– intern –>\n\nText", "<!– intern –", 5, 1),
        ("Eins &EURO; drei", "&EURO;", 5, 6),
        ("Eins &foo; zwei &HELLIP;", "&HELLIP;", 5, 17),
        ("- [ ]Zelte", "[ ]", 5, 3),
        ("-[x] Zelte", "-[x]", 5, 1),
        ("Neu:\n• Zelte\n• Stände", "•", 6, 1),
        ("> 1、开幕\n> 2、会议", "1、", 5, 3),
        ("Ein [Link] (https://a.example/) hier", "] (", 5, 10),
        ("Ein [Link] (../press/a.md) hier", "] (", 5, 10),
        ("Ein (Link)[https://a.example/] hier", ")[", 5, 10),
        ("Ein (Link)[../press/a.md] hier", ")[", 5, 10),
        ("![Halle](a/b.jpg){credit=Anna Wei}", "{credit=Anna Wei}", 5, 18),
        ("![Halle](a/b.jpg){ width: 300 }", "{ width: 300 }", 5, 18),
        ("**Gut** [x](a.md)\n\n<p>**Gut**</p>", "**", 7, 4),
        ("Eine Note ^[hier steht sie] im Text", "^[", 5, 11),
        ("> [!NOTE]\n> Hinweis", "[!NOTE]", 5, 3),
        ("<div>\nText\n</div>\n## April\n\nMehr", "## April", 8, 1),
        ("Der Pfad C:\\Daten ist\nvoll\\\n\nText", "\\", 6, 5),
        ("Ein Wort { .gross }", "{ .gross }", 5, 10),
        ("## Ziel {/* #goal */}", "{/* #goal */}", 5, 9),
        ("(**Wort und mehr", "**", 5, 2),
        ("Ein „`Wort", "`", 5, 6),
        ("Weiter[^ 2]", "[^ 2]", 5, 7),
        ("Weiter [ ^2]", "[ ^2]", 5, 8),
        ('<a href="a.md">Kaufen</a>{ class="knopf" }', '{ class="knopf" }', 5, 26),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |\n| --- | --- |\n| 3 | 4 |", "| --- | --- |", 8, 1),
        ("|---+---|\n| a | b |\n|--:|:--|\n| 1 | 2 |", "|---+---|", 5, 1),
        ("> | a | b |\n> |---|---|\n> | 1 | 2 |\n> |===+===|\n> | 3 | 4 |", "|===+===|", 8, 3),
        ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+", "+---+---+", 5, 1),
        ("## 目标｛#1｝\n\nText", "｛#1｝", 5, 6),
        ("Zeichen { #eins }", "{ #eins }", 5, 9),
        ("1. [-] Zelte", "[-]", 5, 4),
        ("- Eins\n\n- [] Zelte", "[]", 7, 3),
        ("!!! Achtung\n    Text", "!!! Achtung", 5, 1),
        ('!!! Achtung "Titel"\n\n    Text', '!!! Achtung "Titel"', 5, 1),
        ('??? warning "Titel"\n\nText', '??? warning "Titel"', 5, 1),
        ("Na~2~SO~4~", "~2~", 5, 3),
        ("x~i~ und", "~i~", 5, 2),
        ("::: tip\nText\n:::", ":::", 5, 1),
        (":::{note}\n\nText\n\n:::", ":::", 5, 1),
        ("{% raw %}\n\nText\n\n{% endraw %}", "{% raw %}", 5, 1),
        ("{% if a %}eins{% else %}zwei{%- endif %}", "{% if a %}", 5, 1),
        ("Text {% endraw %}", "{% endraw %}", 5, 6),
        ('Text\n\n<img alt="x"\n\nMehr > x', "<img", 7, 1),
        ('Ein <img src="a.png"alt="x"> hier', "<img", 5, 5),
        ("重点：==说明。==", "==说明。==", 5, 4),
        ("Ein ==ganz gelbes== Wort", "==ganz gelbes==", 5, 5),
        ("(++neu-er++)", "++neu-er++", 5, 2),
        ("Text\n\n$$\nE = mc^2\n$$\n\nMehr", "$$", 7, 1),
        ("> $$\n> a\n> = b\n> $$", "$$", 5, 3),
        ("$$ E = mc^2 $$", "$$", 5, 1),
        ("- eins\n- zwei\n\n<p>- drei</p>", "-", 8, 4),
        ("Eins  \n##Zwei", "##", 6, 1),
    ],
)
def test_a_mark_that_readers_see_is_told_once_with_its_place(body: str, mark: str, line: int, column: int) -> None:
    message = f"readers see “{mark}”, which marks nothing here"
    assert seen(body) == [("markup-visible", message, line, column)]


SIGNS = sorted({sign for mark in MARKS for sign in mark.signs})


@pytest.mark.parametrize("sign", SIGNS)
def test_no_text_with_a_sign_of_a_mark_is_taken_for_one_without_marks(sign: str) -> None:
    written = sign.replace("&amp;", "&amp;EURO;")
    assert sign in find_signs(f"<p>a {written}b</p>")
    assert sign in find_signs(f"<p>字{written}字</p>")


def test_a_text_without_signs_is_taken_for_one_without_marks() -> None:
    assert not find_signs('<h2 id="a">Tag &amp; Nacht</h2>\n<p>„Gut“, <em>sehr</em> gut: [1. &amp; 2.</p>')


@pytest.mark.parametrize(
    "body",
    [
        "Ein **fettes** Wort, ein [Link](a.md), ein *schräges*.\n\n- eins\n- zwei",
        "| a | b |\n| --- | --- |\n| c | d |",
        "Das „**“ und '~~' (`), ein „`“, (**) und 「](」.",
        "| a | b |\n| --- | --- |\n| --- | |\n| --- | 2 |\n| -- | - |\n| `---` | `---` |\n| - | — |",
        '## Ziel { #goal }\n\n## Ende {id="end"}\n\nText\n{ .wide }',
        "Code `**kwargs`, `[^a-z]`, `{#x}` und `~~`.\n\n```\n| a |\n- b\n::: c\n```",
        "Das Zeichen \\*\\* und die Fußnote \\[^1].\n\n\\- kein Punkt",
        "2**3 = 8, a ** b, content/**/*.md und f[0](x).",
        "Ruby: {:a => 1} und {name: 2}.",
        "Sie import wares from China; 100{%} und `{% if %}`.",
        "a | b, 3 - 2, a - b und -1; C# und #hashtag.",
        "Wenn a<b und b <c, dann <p> ist; \\<div",
        "<div>\n\nText\n\n</div>",
        "<a href='#top'>##kanal</a> ist offen\n\n## Titel",
        "Karte ****1234, **** und ****abcd, s****e.",
        "• Zelte\n\nEin • und\nnoch ein •; [x](a.md), ein [ ] und \\[x] Zelte",
        "1.5 Mio.\n2.5 Mio. im Jahr\n2.Mai",
        "1. Zelte\n2. Stände",
        "• Zelte\\\n• Stände",
        "中文（说明）和［注］；价格～～便宜。＃话题＃ 1＊2＊3 ＞100",
        "Ein Feld[0][1] und ein [Wort] in Klammern.",
        "Hawai`i, 2 ` 3 und \\`ls, Taste ` und 5` nach, <code>`ls</code>; ** a und 2 ** 3 ** 4",
        "Um 9 : 30 : 15 im Feld :x oder :name, std::vector::size, a :b:c und http ://x:80:y",
        "用户权限：［o］（不在所有者用户组）；［a］(全部)",
        "Start | Presse | Kontakt\n\nEins | zwei\nDrei",
        "&#42;&#42;gemeint&#42;&#42;",
        "[[noch offen]] und {{ n }}",
        "* * *\n\n\\* kein Punkt",
        "- Punkt\n\n\\- kein Punkt",
        "- Punkt\n\n&#45; kein Punkt",
        "![Halle](a/b.jpg){width=300}\n\n![Halle](a/b.jpg){{ n }} und {x}",
        "C++ und g++, a == b, a^b^c, 2^10, x ~ y, ~5 km, 100$ oder $5, \\\\server",
        "C:\\\\ und `\\`\n\nZeile\\\nZeile\n\nTitel\n=====\n\n## Ziel {#goal}\n\n{x} {.5}",
        "&nbsp; &amp; AT&T; `&foo;` \\&foo; <!-- a --> <!---> x &amp &#foo;",
        "Der Betrag\n\n|x|\n\n||x|| ≤ ||y||\n\n|x + y| ≤ |x| + |y|\n\nund\n|x|\nselbst",
        "Ob a \\| b oder\n\n\\| a \\| b \\|\n\n| a \\|",
        "- [x] Zelte\n- [X] Stände\n- [ ] Bühne\n\nDas [] und a[-] und [-x]",
        "Nach [3] (siehe S. 4) und [DIN] (2020), f(x)[0] und (a)[b], [!] (alt).",
        "Der Pfad heißt C:\\Users\\Anna\\\n\nDanach.",
        "- C:\\Daten\\\n- D:\\Daten\\\n- E:\\\n- C:\\Program Files\\\n- Ende\\\\",
        "Der Server \\\\\\\\server\\share\\\n\nText",
        "Er schrieb &copy; und meinte &amp;copy;, nicht \\&copy;, und &amp;amp; für &amp;",
        "Ernst&Young; Procter&Gamble; S&P500; &str; T&Mut;",
        "[] ist leer\n\n[-] wahlfrei\n\n[ ] leer\n\n[x] y\n\nGET /api/{id=5}\n\nGET /api/{id=name}\n\nZeichen { #1 }",
        "!!! Achtung\n\nText\n\n??? Wirklich\n\n!!! Note",
        "Zeiger a~1~b",
        '<noscript>\n<img alt="x"\nsrc="x.png"/>\n</noscript>',
        "Das Präfix ++i und das Postfix i++; (++n) und (n++), “++i”和“i++”, ++i++",
        'Notepad++ ("++" here, "++" there), ++x works in C++. Rating ++/++, “==”和“==”',
        "$ cheap, $$ medium, $$$ expensive; A$$ and US$$ b, US$$5 = A$$6; use $$ for the PID and $$ again",
        "$$ = medium\n$$$ = dear\n\n$$ and $$\n\n$$ = medium or $$",
        "Anna\n$$\nBerta\n$$",
        "- eins\n- zwei\n\n| Vor | Nach |\n| --- | --- |\n| <br>- schnell<br>- gut | - |",
    ],
)
def test_what_is_meant_as_it_stands_is_not_told(body: str) -> None:
    assert seen(body) == []


PUT = "put a line below it, with as many cells:"


@pytest.mark.parametrize(
    ("body", "mark", "place", "hint", "mended"),
    [
        ("| a | b |\n| --- |", "| --- |", (6, 1), "write | --- | --- |, which", "| a | b |\n| --- | --- |"),
        ("| a | b |\n|——|——|", "|——|——|", (6, 1), "write | --- | --- |", "| a | b |\n| --- | --- |"),
        ("a | b\n———|———\n1 | 2", "———|———", (6, 1), "write | --- | --- |", "a | b\n| --- | --- |\n1 | 2"),
        ("> | a | b | c |\n> |===|===|", "|===|===|", (6, 3), "write | --- | --- | --- |", "> a|b|c\n> -|-|-"),
        ("a | b\n---\n1 | 2", "---", (6, 1), "write | --- | --- |", "a | b\n| --- | --- |\n1 | 2"),
        ("| a | b |\n| c | d |", "| a | b |", (5, 1), f"{PUT} | --- | --- |", "| a | b |\n| --- | --- |\n| c | d |"),
        ("- x\n\n  | a |\n  | b |", "| a |", (7, 3), f"{PUT} | --- |", "- x\n\n  | a |\n  | --- |\n  | b |"),
        (
            "|---|---|\n| a | b |",
            "|---|---|",
            (5, 1),
            "write the first row above it",
            "| … | … |\n|---|---|\n| a | b |",
        ),
        ("| a |\n\n|---|\n\n| b |", "| a |", (5, 1), "take the empty lines out", "| a |\n|---|\n| b |"),
        (
            "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n| 3 | 4 |\n\n| 5 | 6 |",
            "| 3 | 4 |",
            (9, 1),
            "take the empty line above out",
            "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |",
        ),
        (
            "> | a |\n> | --- |\n>\n>\n> | 3 |",
            "| 3 |",
            (9, 3),
            "take the empty lines above out",
            "> | a |\n> | --- |\n> | 3 |",
        ),
        (
            "| a \\| b | c |\n| 1 | 2 |",
            "| a | b | c |",
            (5, 1),
            f"{PUT} | --- | --- |",
            "| a \\| b | c |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("|x|\n\n| a |\n| b |", "| a |", (7, 1), f"{PUT} | --- |", "|x|\n\n| a |\n| --- |\n| b |"),
        ("| a |\n|---|\n\n-\n\n| a |\n| b |", "| a |", (10, 1), f"{PUT} | --- |", "| a |\n| --- |\n| b |"),
        (
            "<div>\n| a |\n</div>",
            "| a |",
            (6, 1),
            "Markdown within HTML stands between",
            "<div>\n\n| a |\n|---|\n</div>",
        ),
    ],
)
def test_a_table_that_is_none_is_told_once_with_what_makes_one_of_it(
    body: str, mark: str, place: tuple[int, int], hint: str, mended: str
) -> None:
    assert seen(body) == [("markup-visible", f"readers see “{mark}”, which marks nothing here", *place)]
    prose = Prose(PATH, body, 5)
    [found] = check_tables(prose, convert(prose, "de")[0])
    assert found.hint.startswith(hint)
    assert seen(mended) == []


def lines(body: str) -> list[tuple[str, int, int]]:
    found = list(check_lines(Prose(PATH, body, 5), Document("")))
    assert {one.rule for one in found} <= {"markup-visible"}
    return [(one.message.split("“")[1].split("”")[0], one.span.line, one.span.column) for one in found if one.span]


@pytest.mark.parametrize(
    ("body", "mark", "line", "column"),
    [
        ("议程：\n（1）开幕\n（2）会议\n（3）闭幕", "（1）", 6, 1),
        ("(1) Eröffnung\n(2) Tagung", "(1)", 5, 1),
        ("a) Eröffnung\nb) Tagung", "a)", 5, 1),
        ("- Ablauf\n\n  一、开幕\n  二、会议", "一、", 7, 3),
        ("> ①开幕\n> ②会议", "①", 5, 3),
        ("１．开幕\n２．会议", "１．", 5, 1),
        ("١. افتتاح\n٢. جلسة", "١.", 5, 1),
        ("Neu:\n– Zelte\n– Stände", "–", 6, 1),
        ("–\u00a0Zelte\n–\u00a0Stände", "–", 5, 1),
        ("—\u202fZelte\n—\u202fStände", "—", 5, 1),
        ("· 帐篷\n· 展台", "·", 5, 1),
        ("✅ Zelte\n✅ Stände", "✅", 5, 1),
        ("Ablauf:\n2. Tagung\n3. Feier", "2.", 6, 1),
        ("> Ablauf:\n> 7) Tagung\n> 8) Feier", "7)", 6, 3),
        ("**Ablauf:**\n2. Tagung\n3. Feier", "2.", 6, 1),
        ("Das war gut.\n2. Tagung\n3. Feier", "2.", 6, 1),
        ("-开幕\n-闭幕", "-", 5, 1),
        ("－开幕\n－闭幕", "－", 5, 1),
        ("Neu:\n*Zelte\n*Stände", "*", 6, 1),
        ("–Zelte\n–Stände", "–", 5, 1),
        ("1.\u00a0Zelte\n2.\u00a0Stände", "1.", 5, 1),
        ("1.\u3000帐篷\n2.\u3000展台", "1.", 5, 1),
        ("o   Zelte\no   Stände", "o", 5, 1),
        ("§  Zelte\n§  Stände", "§", 5, 1),
    ],
)
def test_lines_that_begin_like_items_and_run_together_are_told_once(
    body: str, mark: str, line: int, column: int
) -> None:
    assert lines(body) == [(mark, line, column)]


@pytest.mark.parametrize(
    "body",
    [
        "（1）开幕\n\n（2）会议",
        "Erstens (1) das eine,\n(2) das andere.",
        "(1) Eröffnung\\\n(2) Tagung",
        "(1) Eröffnung  \n(2) Tagung",
        "1) Eröffnung\n2) Tagung",
        "- (1) Eröffnung\n- (2) Tagung",
        "```\n(1) a\n(2) b\n```",
        "    – a\n    – b",
        "Die Messe – sie war gut besucht\n– endet heute.",
        "–5 Grad\n–6 Grad",
        "1.\u00a0Mai",
        "§ 5 BGB\n§ 6 BGB",
        "-5 Grad\n-6 Grad",
        "*Zelte*\n*Stände*",
        "Ablauf:\n2. Tagung\\\n3. Feier",
        "Ablauf:\n2. Tagung\n5. Feier",
        "Die Workshops sind am\n12. März in Leipzig und am\n13. März in Dresden.",
        "Termine:\n12. März, Leipzig\n13. März, Dresden",
        "Termine:\n30. Sept.\n31. Okt.",
        "1.\u00a0Mai\n2.\u00a0Juni",
        "Im Jahr\n1999. Und\n2000. Das war",
        "Das war gut.\n1999. Und\n2000. Das war",
        "Sie kommen am\n12. und am\n13. wieder.",
        "1. Tagung\n   im Saal\n2. Feier",
        "| a |\n|---|\n| ① |\n| ② |",
        "<pre>\n(1) a\n(2) b\n</pre>",
    ],
)
def test_lines_that_are_items_or_none_are_not_told(body: str) -> None:
    assert lines(body) == []


def test_columns_that_tabs_part_are_told_with_the_table_that_is_meant() -> None:
    [found] = check_lines(Prose(PATH, "Preise:\n\n> Halle\tab|zu\n> Platz\t3 €", 5), Document(""))
    assert found.span == Span(PATH, 7, 3, 5)
    assert found.hint == "write | Halle | ab\\|zu |, below it | --- | --- |, and the other rows likewise"
    for body in (
        "•\tHalle\n•\tPlatz",
        "Halle\t1\nPlatz",
        "Halle\t1\n\nPlatz\t2",
        "```\na\tb\nc\td\n```",
        "\tHalle\n\tPlatz",
    ):
        assert list(check_lines(Prose(PATH, body, 5), Document(""))) == []


@pytest.mark.parametrize(
    ("body", "mark", "hint"),
    [
        ("! [Halle](a/b.png)", "! [Halle](a/b.png)", "write ![Halle](a/b.png)"),
        ("!Halle(a/b.PNG)", "!Halle(a/b.PNG)", "write ![Halle](a/b.PNG)"),
        ("> ！[图](a/b.webp)", "！[图](a/b.webp)", "write ![图](a/b.webp)"),
        ("![[b c.png]]", "![[b c.png]]", "write ![…](b%20c.png), with the file’s folder"),
        (
            "Mehr: [[Programm.md|Ablauf]]",
            "[[Programm.md|Ablauf…",
            "write [Ablauf](Programm.md), with the file’s folder",
        ),
    ],
)
def test_what_is_nearly_a_picture_is_told_with_the_picture_that_is_meant(body: str, mark: str, hint: str) -> None:
    prose = Prose(PATH, body, 5)
    [found] = [*check_near_pictures(prose), *find_placeholders(prose)]
    assert (found.rule, found.message, found.hint) == (
        "markup-visible",
        f"readers see “{mark}”, which marks nothing here",
        hint,
    )


@pytest.mark.parametrize(
    "body", ["Hallo! [Plan](a/b.png)", "你好！[图](a/b.png)", "![Halle](a/b.png)", "`! [a](b.png)`", "Ja!"]
)
def test_what_is_no_picture_and_none_that_is_meant_is_not_told(body: str) -> None:
    assert list(check_near_pictures(Prose(PATH, body, 5))) == []


def test_a_note_with_a_colon_of_full_width_is_told_once_where_it_is_defined() -> None:
    prose = Prose(PATH, "正文[^a]，[^a]，[^b]。\n\n[^a]：注。", 5)
    found = list(check_marks(prose, convert(prose, "zh")[0]))
    assert [(one.span, one.hint.partition(":")[0]) for one in found] == [
        (Span(PATH, 5, 13, 4), "a footnote needs its text, in a line of its own"),
        (Span(PATH, 7, 1, 4), "write [^a]"),
    ]


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("[^1]：注。\n\n正文[^1]。", 5, 1),
        ("正文[^1]：见下。\n\n> [^1]：注。", 7, 3),
        ("- 正文[^1]\n- [^1]：注。", 6, 3),
    ],
)
def test_the_definition_of_a_note_is_told_wherever_it_stands(body: str, line: int, column: int) -> None:
    prose = Prose(PATH, body, 5)
    (found,) = check_marks(prose, convert(prose, "zh")[0])
    assert (found.span, found.hint) == (Span(PATH, line, column, 4), "write [^1]: with a colon of half width")


def test_of_two_places_that_look_alike_the_one_is_told_that_readers_see() -> None:
    assert seen("- [ x][a] b\n- [ x] b\n\n[a]: https://a.example") == [
        ("markup-visible", "readers see “[ x]”, which marks nothing here", 6, 3)
    ]


def test_the_same_mark_twice_is_told_at_both_places() -> None:
    assert [(line, column) for _, _, line, column in seen("::: a\n\nb\n\n::: c")] == [(5, 1), (9, 1)]


def test_each_mark_is_told() -> None:
    found = seen("Das ~~ist.\n\nDas ~~auch.\n\nUnd **das.\n")
    assert [(line, column) for _, _, line, column in found] == [(9, 5), (5, 5), (7, 5)]
    assert [column for _, _, _, column in seen("Ein [Link](a b), ein [Link](a b) und [noch](c d).")] == [10, 27, 43]


def test_both_ends_of_bold_and_all_rows_of_a_table_are_told_once() -> None:
    assert len(seen("Das **Wort:**gilt.")) == 1
    assert len(seen("| a | b |\n| c | d |\n| e | f |")) == 1


def test_a_link_that_is_none_is_told_where_it_stands_and_not_at_one_that_begins_like_it() -> None:
    good, wrong = "[Forum](https://forum.example/t/one)", "[Forum](https://forum. example/t/two)"
    assert seen(f"{good} und {good}\n\nund {wrong}") == [
        ("markup-visible", "readers see “](”, which marks nothing here", 7, 11)
    ]
    assert [column for _, _, _, column in seen("[a](b.md) und [c](https://a.example/d e)")] == [17]


def test_a_link_whose_brackets_have_backslashes_is_told_there_with_what_to_take_out() -> None:
    prose = Prose(PATH, "[Wie](wie.md)\n\nund \\[Wie\\](wie.md)", 5)
    (found,) = check_marks(prose, convert(prose, "de")[0])
    assert (found.span, found.hint) == (
        Span(PATH, 7, 11, 2),
        "take the backslashes before the brackets out: [text](address)",
    )


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ('<div class="x">**Gut**</div>', '<div class="x">\n\n**Gut**\n\n</div>'),
        ("<section>\n[x](a.md)\n</section>", "<section>\n\n[x](a.md)\n\n</section>"),
    ],
)
def test_markdown_that_is_text_within_html_is_told_with_the_blank_lines_that_it_needs(body: str, mended: str) -> None:
    prose = Prose(PATH, body, 5)
    (found,) = check_marks(prose, convert(prose, "de")[0])
    assert found.hint.startswith("Markdown within HTML stands between blank lines")
    assert seen(mended) == []


def test_marks_of_a_heading_without_a_space_are_told_where_they_make_none() -> None:
    found = [*check_marks(Prose(PATH, "###Titel", 5), Document("<p>###Titel</p>"))]
    assert told(found) == [("markup-visible", "readers see “###”, which marks nothing here", Span(PATH, 5, 1, 3))]
    assert [*check_marks(Prose(PATH, "### Titel", 5), Document("<h3>Titel</h3>"))] == []


def test_the_mark_of_an_item_is_told_where_a_block_begins_with_it() -> None:
    found = [*check_marks(Prose(PATH, "- Zelte", 5), Document("<p>- Zelte</p>"))]
    assert told(found) == [("markup-visible", "readers see “-”, which marks nothing here", Span(PATH, 5, 1, 1))]
    assert [*check_marks(Prose(PATH, "- Zelte", 5), Document("<ul>\n<li>Zelte</li>\n</ul>"))] == []
    assert [*check_marks(Prose(PATH, "Von 3\n- 2", 5), Document("<p>Von 3\n- 2</p>"))] == []


@pytest.mark.parametrize(
    ("credit", "name"),
    [("“Anna Blanc”", "Anna Blanc"), ("« Anna Blanc »", "Anna Blanc"), ("„Ole“", "Ole"), ("「王」", "王")],
)
def test_a_name_in_quotation_marks_is_told_without_them(credit: str, name: str) -> None:
    data = GroupData(GROUP.path, pictures=(Picture("a.jpg", {"": "x"}, credit=credit, line=3),))
    [found] = check_group(data)
    assert (found.rule, found.span) == ("typography", Span(GROUP.path, 3, 1))
    assert found.hint == f'take the marks out: credit: "{name}"'


@pytest.mark.parametrize("credit", ["Anna Blanc", "Studio “Blanc”", "“Blanc” & “Noir”", "“”", "“ ”", '"Blanc"'])
def test_a_name_that_has_marks_of_its_own_is_left_alone(credit: str) -> None:
    data = GroupData(GROUP.path, pictures=(Picture("a.jpg", {"": "x"}, credit=credit, line=3),))
    assert list(check_group(data)) == []
