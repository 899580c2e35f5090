"""What people call fields in their own language, or as other programs do: the field that is meant."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from types import MappingProxyType

from microsite.content.yaml.complaints import as_untied
from microsite.content.yaml.nodes import Fields, Scalar
from microsite.diagnostics.problems import did_you_mean
from microsite.model.kinds import Field

_FEW = 20
_LONG = 5
SAID = {**dict.fromkeys(("ja", "wahr", "y", "1", "oui", "sí", "是", "对", "真"), "true")}
SAID |= dict.fromkeys(("nein", "falsch", "n", "0", "non", "nie", "否", "不", "假"), "false")
"""What people say for yes and no, and what YAML has for it."""

OF_OTHERS = {
    **dict.fromkeys(("description", "excerpt"), ("summary", "it is called summary here")),
    **dict.fromkeys(
        ("permalink", "url", "redirect_from"),
        ("aliases", "addresses come from the name of the file; aliases: [/former/address/] leads here"),
    ),
    **dict.fromkeys(("last_modified_at", "last_update", "modified"), ("updated", "it is called updated here")),
    **dict.fromkeys(("publishDate", "publish_date"), ("embargo", "it is called embargo here, with a time zone")),
    "published": ("draft", "write draft: true into what is not to be published"),
}
"""Fields of other generators: what there is for them here, and the hint that says so."""

_LOSSES = {"figures": "figure-unknown"}
"""The rules of texts that name what a field would have said."""

_WORDS = {
    "title": "titel überschrift headline heading name 标题 題目 题目 名称",
    "term": "begriff wort word bezeichnung 术语 词条 用语",
    "short": "definition erklärung kurz 定义 释义 解释",
    "summary": "zusammenfassung kurzfassung teaser lead abstract vorspann description excerpt 摘要 概要 简介 导语",
    "date": "datum tag day published_on 日期 发布日期",
    "updated": "aktualisiert geändert modified changed 更新 更新日期",
    "embargo": "sperrfrist publish_date publishdate 禁发 解禁时间",
    "draft": "entwurf 草稿",
    "place": "ort standort location city stadt venue 地点 地址",
    "pictures": "images image picture bilder bild fotos foto photos gallery galerie 图片 照片 配图",
    "figures": "zahlen kennzahlen numbers facts data 数字 数据",
    "charts": "diagramme diagramm graphs 图表",
    "topics": "themen thema tags tag categories category keywords schlagworte schlagwörter 主题 标签 分类",
    "contact": "kontakt ansprechpartner pressekontakt 联系人 联系方式",
    "corrections": "korrekturen korrektur berichtigungen errata 更正",
    "aliases": "alias redirects redirect_from weiterleitungen permalink",
    "forms": "formen schreibweisen variants varianten 形式 写法",
    "forbidden": "verboten avoid vermeiden 禁用",
    "see_also": "siehe_auch related verwandt 参见 另见",
    "status": "stand zustand state 状态",
    "file": "datei src path picture bild 文件",
    "alt": "alternativtext alttext alt_text bildbeschreibung beschreibung description 替代文字 说明",
    "caption": "bildunterschrift unterschrift legende legend 图注 图片说明",
    "credit": "fotograf fotografin quelle source copyright urheber author 摄影 来源 版权",
    "licence": "license lizenz 许可",
    "name": "person titel title 姓名 名称",
    "email": "mail e_mail 邮箱 电子邮件",
    "phone": "telefon tel telephone fon 电话",
    "photo": "foto bild picture image 照片",
    "value": "wert zahl number amount betrag 数值 值",
    "unit": "einheit 单位",
    "currency": "währung 货币 币种",
    "label": "beschriftung bezeichnung name text 标签 名称",
    "from": "von ab start begin 自 从",
    "to": "bis ende end 至 到",
    "text": "inhalt content wortlaut 内容 文字",
    "base_url": "url baseurl site_url address adresse 网址",
    "languages": "sprachen sprache language locales 语言",
    "source_language": "ausgangssprache default_language defaultlanguage quellsprache 源语言",
    "navigation": "menu menü nav 导航 菜单",
    "organization": "organisation veranstalter organizer publisher 主办方 组织",
    "event": "veranstaltung tagung conference 活动 会议",
    "boilerplate": "about über_uns unternehmensprofil 关于我们",
    "footer": "fußzeile footer_menu 页脚",
    "timezone": "zeitzone time_zone 时区",
    "proposed": "vorgeschlagen vorschlag proposal neu 建议 待定",
    "approved": "freigegeben bestätigt genehmigt ok gültig 批准 通过",
    "deprecated": "veraltet überholt obsolete outdated abgelehnt 弃用 废弃",
    "ignore": "off aus none false no never disable disabled ignoriert ignorieren 忽略 关闭",
    "error": "fehler 错误",
    "warning": "warn warnung 警告",
    "info": "hinweis note notice 提示",
    "show": "zeigt zeige figures 显示",
    "form": "art type kind 类型",
}


def _by_word() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for field, words in _WORDS.items():
        for word in words.split():
            table[word] = (*table.get(word, ()), field)
    return table


_FIELDS = MappingProxyType(_by_word())


def find_meant(word: str, fields: Container[str]) -> str:
    """The one of some fields that a word is used for elsewhere; "" if none is."""
    meant = _FIELDS.get(word.strip().casefold().replace("-", "_").replace(" ", "_"), ())
    return next((field for field in meant if field in fields), "")


def find_near(word: str, candidates: Iterable[str]) -> str:
    """The one of some words that another one means, or is like; "" if none is."""
    names = sorted(candidates)
    slip = next((name for name in names if _is_slip(word.casefold(), name)), "")
    meant = slip or (find_meant(word, names) if word.casefold() not in names else "")
    return meant or did_you_mean(word, names).partition("“")[2].partition("”")[0]


def _is_slip(word: str, name: str) -> bool:
    """True of a long word in which one letter is another one: `thema` is nearer to `theme` than to topics."""
    return len(word) == len(name) >= _LONG and sum(one != two for one, two in zip(word, name, strict=True)) == 1


def choice(word: str, candidates: Iterable[str]) -> str:
    """A hint for a word that is not among the candidates: the close one, or all of them if they are few."""
    names = sorted(candidates)
    few = f"choose from: {', '.join(names)}" if 0 < len(names) <= _FEW else ""
    near = find_near(word, names)
    return f"did you mean “{near}”?" if near else few


def find_loss(name: str, table: Fields, spellings: Iterable[str]) -> str:
    """The rule of what follows elsewhere where a table lacks the field that a name is meant for; "" if nothing does."""
    meant = find_near(name, spellings)
    return _LOSSES.get(meant, "") if all(one.text != meant for one, _ in table.entries) else ""


def find_slips(table: Fields, fields: Sequence[Field], spellings: Collection[str]) -> dict[str, Scalar]:
    """The names that are no fields and mean a required one that is missing, by the field that each means.

    `spellings` are all names of the fields.
    """
    unknown = [name for name, _ in table.entries if name.text not in spellings]
    if not unknown:
        return {}
    present = {name.text for name, _ in table.entries}
    slips: dict[str, Scalar] = {}
    for wanted in fields:
        if wanted.required and present.isdisjoint((wanted.name, *wanted.also)):
            hint = f"did you mean “{wanted.name}”?"
            own = (wanted.name, *wanted.also)
            tied = (name for name in unknown if as_untied(name.text, own))
            meant = next(tied, None) or next((name for name in unknown if choice(name.text, spellings) == hint), None)
            slips |= {wanted.name: meant} if meant else {}
    return slips
