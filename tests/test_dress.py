"""The look of a site by `theme` in site.yaml: what may be said, what becomes of it, and what is made anew then."""

from __future__ import annotations

import encodings
import io
import re
from pathlib import Path
from pkgutil import iter_modules
from xml.etree import ElementTree

import pytest
from picture_files import PNG, draw
from PIL import Image
from whole_sites import Built, Files, build, call, edit, read_shared, read_site, write_files

from microsite.content.parse import parse_config
from microsite.diagnostics.problems import Diagnostic
from microsite.model.config import Config
from microsite.model.drawings import find_flaw
from microsite.model.palette import make_palettes
from microsite.model.source import Source
from microsite.model.theme import MOTIFS, ByScreen, Logo, Theme
from microsite.model.typefaces import SCRIPTS, TYPEFACES
from microsite.pages.artwork import draw_artwork, draw_icon
from microsite.pages.stylesheet import write_stylesheet

BASIS = "title: Hafentage\nbase_url: https://hafen.example/\nlanguages: {de: {name: Deutsch}, en: {name: English}}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def config(text: str) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    return parse_config(Source("content/site.yaml", "", (BASIS + text).encode()))


def theme_of(text: str) -> Theme:
    found, problems = config(f"theme: {text}\n")
    assert found
    assert problems == ()
    return found.theme


def site(text: str, **files: bytes) -> Built:
    """A site with a theme, and with these files in its folder: `__` stands for a dot."""
    pages = {f"content/pages/home.{key}.md": b"---\ntitle: T\n---\nText.\n" for key in ("de", "en")}
    own = {f"content/theme/{name.replace('__', '.')}": data for name, data in files.items()}
    return build(read_shared("templates", "locales") | pages | own | {"content/site.yaml": (BASIS + text).encode()})


def only(built: Built, pattern: str) -> str:
    [found] = [path for path in built.files if re.fullmatch(pattern, path)]
    return found


# ---- what may be said ---------------------------------------------------------------------------------------------


def test_a_theme_is_read() -> None:
    assert theme_of(
        '{colours: {accent: Navy, paper: {light: "#FFF", dark: "#101820"}}, headings: old-style, text: humanist, '
        "corners: round, logo: {light: a.svg, dark: b.png, alone: yes}, icon: i.svg, artwork: {light: sea.jpg}}"
    ) == Theme(
        colors={"accent": ByScreen("#000080"), "paper": ByScreen("#ffffff", "#101820")},
        headings="old-style",
        text="humanist",
        corners="round",
        logo=Logo(ByScreen("content/theme/a.svg", "content/theme/b.png"), alone=True),
        icon="content/theme/i.svg",
        picture=ByScreen("content/theme/sea.jpg"),
    )
    assert theme_of("{artwork: rings, logo: a.svg}") == Theme(
        artwork="rings", logo=Logo(ByScreen("content/theme/a.svg"))
    )


@pytest.mark.parametrize(
    ("text", "rule", "message", "hint"),
    [
        ("{colors: {acent: navy}}", "field-unknown", "“theme.colors.acent” is not a field", "did you mean “accent”?"),
        ("{colors: {accent: nvay}}", "config-invalid", "is not a colour: “nvay”", "did you mean “navy”?"),
        ('{colors: {accent: "#12345"}}', "config-invalid", "is not a colour: “#12345”", 'write accent: "#2c4fa3"'),
        ("{colors: {accent: rgb}}", "config-invalid", "is not a colour: “rgb”", "or a name such as navy"),
        ("{colors: {accent: [navy]}}", "field-type", "must be a colour in hexadecimal digits", "write accent: navy"),
        ("{colors: navy}", "field-type", "a mapping of colours: paper, ink, accent, band", "write colors: {accent:"),
        ("{headings: seriff}", "config-invalid", "“theme.headings” cannot be “seriff”", "did you mean “serif”?"),
        ("{text: Arial}", "config-invalid", "“theme.text” cannot be “Arial”", "choose from: geometric, humanist"),
        ("{corners: rounded}", "config-invalid", "cannot be “rounded”", "did you mean “round”?"),
        ("{logo: ../logo.svg}", "file-unsafe", "is not a file in content/theme/", "write its name: logo.svg"),
        ("{icon: /i.svg}", "file-unsafe", "is not a file in content/theme/", "write its name: i.svg"),
        ("{logo: {dark: a.svg}}", "field-missing", "“theme.logo.light” is missing", "write light: "),
        ("{artwork: ring}", "config-invalid", "“theme.artwork” is no drawing: “ring”", "did you mean “rings”?"),
        ("{artwork: sea}", "config-invalid", "is no drawing: “sea”", "or name a file of content/theme/"),
        ("dark", "field-type", "“theme” must be a mapping of what a site looks like", "write theme: {"),
        ("{font: serif}", "field-unknown", "“theme.font” is not a field", "choose from: artwork, colors"),
    ],
)
def test_what_is_wrong_with_a_theme_is_told_with_what_may_be_meant(
    text: str, rule: str, message: str, hint: str
) -> None:
    _, [found] = config(f"theme: {text}\n")
    assert found.rule == rule
    assert message in found.message
    assert hint in found.hint
    assert found.span
    assert found.span.line == 4


def test_digits_that_yaml_takes_for_a_comment_are_told_in_quotation_marks() -> None:
    _, [found] = config("theme:\n  colors:\n    accent: #b01217\n")
    assert (found.rule, found.hint) == ("comment-unmeant", 'write accent: "#b01217"')
    assert found.span
    assert found.span.line == 6


def test_a_colour_that_cannot_be_read_is_told_with_its_contrast_and_the_nearest_that_can() -> None:
    _, [found] = config('theme:\n  colors:\n    paper: white\n    accent: "#e0a000"\n')
    assert found.rule == "contrast-low"
    assert found.message == (
        "“theme.colors.accent” #e0a000 has a contrast of 2.28:1 to the paper #ffffff on light screens; text needs 4.5:1"
    )
    assert found.hint == 'write accent: "#9c6e00"'
    assert found.span == ("content/site.yaml", 7, 13, 9)
    assert [place.line for place in found.related] == [6]
    assert config('theme: {colors: {paper: white, accent: "#9c6e00"}}\n')[1] == ()


def test_each_screen_is_looked_at() -> None:
    _, found = config('theme: {colors: {ink: {light: "#ccc", dark: "#333"}, accent: {dark: navy}}}\n')
    assert [(one.rule, one.message.split(" ")[0], one.hint.split(":")[0]) for one in found] == [
        ("contrast-low", "“theme.colors.ink.light”", "write light"),
        ("contrast-low", "“theme.colors.ink.dark”", "write dark"),
        ("contrast-low", "“theme.colors.accent.dark”", "write dark"),
    ]
    assert config("theme: {colors: {accent: navy, band: yellow, paper: {dark: black}}}\n")[1] == ()


# ---- files --------------------------------------------------------------------------------------------------------

FILES = {"logo__svg": SVG.format("<path d='M0 0h9'/>").encode(), "night__png": PNG, "i__png": draw(6)}


def test_files_of_a_theme_are_copied_and_shown() -> None:
    built = site("theme: {logo: {light: logo.svg, dark: night.png}, icon: i.png, artwork: night.png}\n", **FILES)
    assert built.rules() == []
    logo, night, icon = (
        only(built, rf"assets/{name}") for name in (r"logo\..{8}\.svg", r"night\..{8}\.webp", r"i\..*")
    )
    assert built.files[logo] == FILES["logo__svg"]
    page = built.text("de/index.html")
    assert f'<source srcset="/{night}" media="(prefers-color-scheme: dark)">' in page
    assert f'<img src="/{logo}" alt="" height="40">' in page
    assert "<span>Hafentage</span>" in page
    assert f'<link rel="icon" href="/{icon}" type="image/png">' in page
    assert f'<img class="artwork photo" src="/{night}" srcset="/{night} 4w" sizes="100vw"' in page
    assert [path for path in built.files if re.search(r"/(artwork|icon)\.", path)] == []


def test_photos_of_a_theme_are_made_in_the_sizes_of_screens_and_tell_nothing_of_who_took_them() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "A camera", 6  # Make and Orientation (Exif 2.32)
    photo = draw(2000, 3000, "JPEG", exif=exif)
    files = {"sea__jpg": photo, "night__jpg": draw(900, 300, "JPEG"), "mark__jpg": photo}
    built = site("theme: {artwork: {light: sea.jpg, dark: night.jpg}, logo: mark.jpg, icon: mark.jpg}\n", **files)
    assert built.rules() == []
    made = {path: Image.open(io.BytesIO(data)) for path, data in built.files.items() if path.endswith(".webp")}
    of = {name: sorted(one.size for path, one in made.items() if name in path) for name in ("sea", "night", "mark")}
    assert of == {"sea": [(800, 533), (1600, 1067), (2560, 1707)], "night": [(900, 300)], "mark": [(800, 533)]}
    assert not any(b"A camera" in data for data in built.files.values())
    page = built.text("de/index.html")
    assert Image.open(io.BytesIO(built.files[only(built, r"assets/mark\..{8}\.jpg")])).size == (800, 533)
    assert re.search(r'<link rel="icon" href="/assets/mark\.\w{8}\.jpg" type="image/jpeg">', page)
    sizes = [f"/{path} {one.width}w" for path, one in made.items() if "/sea." in path]
    assert f'srcset="{", ".join(sorted(sizes, key=lambda size: int(size.split(" ")[1][:-1])))}" sizes="100vw"' in page
    assert re.search(r'<source srcset="/assets/night\.\w{8}\.webp 900w" sizes="100vw" media="\(prefers-color', page)


@pytest.mark.parametrize("place", ["logo", "artwork"])
def test_a_photo_of_a_theme_that_no_browser_can_show_is_told_where_it_is_named(place: str) -> None:
    built = site(f"theme: {{{place}: sea.jpg}}\n", sea__jpg=draw(90, 90, "JPEG")[:600])
    [found] = [one for one in built.diagnostics if one.severity.word == "error"]
    assert (found.rule, found.span and found.span.path) == ("picture-invalid", "content/site.yaml")
    assert "“sea.jpg” is damaged, or not all of it is there" in found.message


def test_a_logo_that_holds_the_name_stands_alone_and_is_called_so() -> None:
    page = site("theme: {logo: {light: logo.svg, alone: true}}\n", **FILES).text("de/index.html")
    assert 'alt="Hafentage" height="40">' in page
    assert "<span>Hafentage</span>" not in page


def test_without_artwork_a_page_has_none() -> None:
    built = site("theme: {artwork: none}\n")
    assert "artwork" not in built.text("de/index.html")
    assert not any("artwork" in path for path in built.files)


@pytest.mark.parametrize(
    ("theme", "rule", "message", "hint", "column"),
    [
        ("{icon: j.png}", "picture-missing", "there is no file “content/theme/j.png”", "did you mean “i.png”?", 15),
        ("{logo: content/theme/logo.svg}", "picture-missing", "“theme.logo.light”: ", "write logo.svg", 15),
        (
            "{logo: harbour-at-night.svg}",
            "picture-missing",
            "there is no file “content/theme/harbour-at-night.svg”",
            "put the file into",
            15,
        ),
        ("{logo: {light: logo.svg, dark: l.svg}}", "picture-missing", "“theme.logo.dark”: ", "", 39),
        ("{artwork: bad.svg}", "picture-invalid", "“bad.svg” has the element <script>", "save it as plain SVG", 18),
        ("{icon: photo.jpg}", "picture-invalid", "“photo.jpg” holds a PNG picture", "call it photo.png", 15),
        ("{icon: a.bmp}", "picture-invalid", "“a.bmp” is not a picture that every browser shows", "save it as PNG", 15),
    ],
)
def test_a_file_that_cannot_be_used_is_told_where_it_is_named(
    theme: str, rule: str, message: str, hint: str, column: int
) -> None:
    others = {"bad__svg": SVG.format("<script>1</script>").encode(), "photo__jpg": PNG, "a__bmp": b"BM1234"}
    built = site(f"theme: {theme}\n", **FILES, **others)
    [found] = [one for one in built.diagnostics if one.severity.word == "error"]
    assert found.rule == rule
    assert message in found.message
    assert found.hint.startswith(hint)
    assert found.span
    assert (found.span.path, found.span.line, found.span.column) == ("content/site.yaml", 4, column)


def test_what_a_rule_lets_pass_is_left_out_all_the_same() -> None:
    text = "rules: {picture-invalid: ignore}\ntheme: {artwork: bad.svg}\n"
    built = site(text, bad__svg=SVG.format("<script>1</script>").encode())
    assert built.files
    assert not any("bad" in path for path in built.files)
    assert only(built, r"assets/artwork\..{8}\.svg")


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<script/>", "has the element <script>"),
        ("<g><a href='https://x.example/'/></g>", "has the element <a>"),
        ("<foreignObject/>", "has the element <foreignObject>"),
        ("<image href='x.png'/>", "has the element <image>"),
        ("<h:p xmlns:h='http://www.w3.org/1999/xhtml'/>", "has the element <p>"),
        ("<path onclick='x()'/>", "has the attribute onclick"),
        ("<path ONLOAD='x()'/>", "has the attribute ONLOAD"),
        ("<use href='other.svg#a'/>", "has the attribute href"),
        ("<use xmlns:x='http://www.w3.org/1999/xlink' x:href='//x.example/'/>", "has the attribute href"),
        ("<path style='fill: url(https://x.example/)'/>", "has the attribute style"),
        ("<path fill='URL( &quot;x.svg#a&quot;)'/>", "has the attribute fill"),
        ("<style>@import 'x.css';</style>", "has a style that loads something"),
        ("<style>a{fill:u\\72l(x)}</style>", "has a style that loads something"),
        ("<style>@im<tspan/>port 'x.css';</style>", "has a style that loads something"),
        ("<style>a{}<style>b{}</style>@im<!-- -->port<g/> 'x.css';</style>", "has a style that loads something"),
        ("<?xml-stylesheet href='x.css'?>", "has the instruction <?xml-stylesheet>"),
        ("<g>", "is not well-formed XML"),
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inside: str, message: str) -> None:
    flaw = find_flaw(SVG.format(f"\n {inside}").encode())
    assert flaw
    assert flaw.message.startswith(message)
    assert flaw.line == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>", "declares words"),
        (
            "<!DOCTYPE svg PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'>" + SVG.format("<text>&copy;</text>"),
            "has the DOCTYPE of something else",
        ),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "does not begin with <svg>"),
        ("<svg/>", "does not begin with <svg>"),
        ("", "is not well-formed XML"),
        ("PNG", "is not well-formed XML"),
    ],
)
def test_what_is_no_drawing_is_refused(text: str, message: str) -> None:
    flaw = find_flaw(text.encode())
    assert flaw
    assert flaw.message.startswith(message)


ODD = ("bogus", "x-user-defined", "rot13", "hex", "mbcs", "idna", "utf-7", "cp037", "iso-2022-kr", "UTF-32", "koi8-r")


@pytest.mark.parametrize("encoding", sorted({*ODD, *(module.name for module in iter_modules(encodings.__path__))}))
def test_a_drawing_in_an_encoding_that_a_browser_may_not_know_is_refused_with_all_that_is_in_it(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>" + SVG.format("<script/>")
    flaw = find_flaw(text.encode())
    assert flaw
    assert flaw.message.startswith(("names the encoding", "is not well-formed XML"))


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "us-ascii", "iso-8859-1"])
def test_a_drawing_may_name_an_encoding_that_every_browser_knows(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>" + SVG.format("<path/>")
    assert find_flaw(text.encode()) is None
    assert find_flaw(text.replace("<path/>", "<script/>").encode())


def test_what_programs_write_into_drawings_is_fine() -> None:
    inside = (
        "<style>.a{fill:url(#b)}@media (prefers-color-scheme: dark){.a{fill:#fff}}</style>"
        "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata>"
        "<i:namedview xmlns:i='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' i:zoom='1'/>"
        "<defs><linearGradient id='b'><stop offset='0'/></linearGradient></defs>"
        "<use xmlns:x='http://www.w3.org/1999/xlink' x:href='#b'/><path fill='url(#b)' d='M0 0'/>"
    )
    doctype = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n'
    assert find_flaw((doctype + SVG.format(inside)).encode()) is None


# ---- what is drawn ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_name_has_drawings_of_its_own(motif: str) -> None:
    palettes = make_palettes({})
    first, again, other = (draw_artwork(name, motif, palettes) for name in ("Hafentage", "Hafentage", "港口日"))
    assert first == again != other
    for drawing in (first, other, draw_icon("港口日", "round", palettes)):
        ElementTree.fromstring(drawing)  # noqa: S314 - our own
        assert find_flaw(drawing.encode()) is None
        assert palettes[0].accent in drawing or motif == "hills"


def test_without_a_word_the_name_chooses_what_is_drawn() -> None:
    drawn = {draw_artwork(f"Tage {number}", "", make_palettes({})).count("<path") for number in range(20)}
    assert len(drawn) > 1


def test_an_icon_has_the_first_letters_of_words() -> None:
    palettes = make_palettes({})
    assert ">RB<" in draw_icon("Re:Build & Battery", "soft", palettes)
    assert ">第<" in draw_icon("第3届电池大会", "soft", palettes)
    assert "&lt;" not in draw_icon("<b>", "soft", palettes)


def test_the_style_sheet_has_what_the_theme_says() -> None:
    text = write_stylesheet(Theme({"accent": ByScreen("#000080", "#aaccff")}, "slab", "geometric", "soft"))
    light, dark, *fonts = text.splitlines()
    assert "--accent: #000080;" in light
    assert "--corner: 0.375rem;" in light
    assert "--accent: #aaccff;" in dark
    assert fonts[0].startswith("[lang] { --headings: Rockwell,")
    assert len(fonts) == 1 + len(SCRIPTS)
    assert [line for line in fonts if "Songti SC" in line and "PingFang SC" in line] == [fonts[1]]
    assert "Noto Naskh Arabic" in fonts[-1]


@pytest.mark.parametrize("name", TYPEFACES)
def test_a_typeface_ends_with_what_every_browser_has(name: str) -> None:
    last = write_stylesheet(Theme(headings=name)).splitlines()
    assert all(re.search(r"(sans-)?serif; --text: .*sans-serif; }$", line) for line in last[2:])


def test_all_that_the_sheet_of_the_templates_names_is_there() -> None:
    files = read_site("minimal")
    style = files["templates/assets/style.css"].decode()
    made = set(re.findall(r"(--[\w-]+):", style + write_stylesheet(Theme())))
    assert set(re.findall(r"var\((--[\w-]+)", style)) <= made
    assert re.findall(r"#[0-9a-f]{6}\b", style.partition("/* How far")[0]) == []


# ---- what is made anew --------------------------------------------------------------------------------------------


def test_a_change_of_the_theme_makes_anew_what_shows_it_and_the_same_as_from_nothing(tmp_path: Path) -> None:
    files: Files = read_site("edited")
    root = write_files(tmp_path / "site", files)
    assert call(folder=root).status == 0
    for theme in (
        'theme: {colors: {accent: "#123456"}}\n',
        "theme: {corners: round, icon: mark.svg}\n",
        "theme: {logo: {light: mark.svg, dark: night.svg}, artwork: tiles}\n",
        "",
    ):
        changed = files | {"content/site.yaml": files["content/site.yaml"] + theme.encode()}
        write_files(root, changed)
        assert call(folder=root).status == 0
        clean = write_files(tmp_path / f"clean {len(theme)}", changed)
        assert call(folder=clean).status == 0
        assert outputs(root) == outputs(clean)
    write_files(root, edit(files, "content/theme/mark.svg", "12", "13"))  # which nothing shows
    assert ", 0 written" in call(folder=root).out


def outputs(root: Path) -> Files:
    found = (path for path in (root / "output").rglob("*") if path.is_file() and path.name != ".microsite.json")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


# ---- menus and notes ----------------------------------------------------------------------------------------------

MENUS = """\
navigation:
  - home
  - {to: https://tickets.example/, label: {de: Karten, en: Tickets}}
footer:
  - {page: home, label: {de: Anfang, en: Start}}
footer_notes:
  - {text: {en: Supported by the city}, url: https://city.example/}
  - 渝ICP备12345678号
  - {de: Gefördert vom Land}
"""


def test_menus_lead_to_other_sites_and_call_pages_as_they_are_told() -> None:
    built = site(MENUS)
    assert built.rules() == []
    german, english = built.text("de/index.html"), built.text("en/index.html")
    assert '<a href="https://tickets.example/">Karten</a>' in german
    assert '<a href="https://tickets.example/">Tickets</a>' in english
    assert '<a href="/en/" aria-current="page">Start</a>' in english


def test_a_note_stands_in_the_languages_that_it_has() -> None:
    built = site(MENUS)
    notes = {key: built.text(f"{key}/index.html").partition('<ul class="notes">')[2] for key in ("de", "en")}
    assert re.findall(r"<li>(.*?)</li>", notes["de"]) == ["渝ICP备12345678号", "Gefördert vom Land"]
    assert re.findall(r"<li>(.*?)</li>", notes["en"]) == [
        '<a href="https://city.example/">Supported by the city</a>',
        "渝ICP备12345678号",
    ]


@pytest.mark.parametrize(
    ("text", "rule", "message", "hint"),
    [
        ("footer: [{label: Us}]", "field-missing", "“footer[1].to” is missing", "write to: "),
        ("footer: [{to: ftp://x.example/, label: X}]", "field-type", "must be an address that begins", "write "),
        ("footer: [{to: 'https//x.example', label: X}]", "link-broken", "names “https//x.example”", ""),
        (
            "footer: [{to: www.x.example, label: X}]",
            "field-type",
            "must be an address",
            "write to: https://www.x.example",
        ),
        ("footer: [{to: abuot}]", "link-broken", "the footer names “abuot”", ""),
        ("footer: [[home]]", "field-type", "“footer[1]” must be the key of a page, or a mapping", ""),
        ("footer: [{to: home, label: {fr: X}}]", "language-unknown", "the site has no language “fr”", ""),
        ("navigation: [https://x.example/a]", "field-missing", "has no label for it", "write {to: https://x.example/a"),
        ("footer_notes: [{text: X, url: x}]", "field-type", "“footer_notes[1].url” must be an address", ""),
        ("footer_notes: X", "field-type", "“footer_notes” must be a list of notes", "write footer_notes: ["),
        ("footer_notes: [{text: X, url: 'mailto:a@b.example'}]", "field-type", "must be an address that", ""),
    ],
)
def test_what_is_wrong_with_a_menu_or_a_note_is_told(text: str, rule: str, message: str, hint: str) -> None:
    found = [one for one in site(f"{text}\n").diagnostics if one.severity.word != "info"]
    assert [one.rule for one in found] == [rule]
    assert message in found[0].message
    assert hint in found[0].hint
    assert found[0].span
    assert found[0].span.line == 4
