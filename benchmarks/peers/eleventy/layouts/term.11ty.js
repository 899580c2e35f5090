import { BASE, LANGUAGES, day, esc, frame, json, urlsOf } from "../lib/base.js";
import { describe } from "../lib/terms.js";

export function render(data) {
  const { lang, key, title, description, forms = [], page, collections } = data;
  const site = data.site[lang];
  const { text, notes, scripts } = describe(data);
  const words = data.words[lang];
  const { versions } = collections.glossary;
  const urls = urlsOf(versions, key);
  const others = LANGUAGES.filter((other) => other !== lang);
  const url = BASE + page.url;
  const structured = json({
    "@type": "DefinedTerm",
    "@id": url,
    url,
    name: title,
    alternateName: forms,
    description,
    inLanguage: site.tag,
    sameAs: others.map((other) => BASE + urls[other]),
    inDefinedTermSet: { "@type": "DefinedTermSet", "@id": `${BASE}/${lang}/glossary/`, name: words.glossary },
  });
  const facts = forms.length
    ? `
    <dl class="facts">
      <div><dt>${words.forms}</dt> <dd><ul class="forms">${forms.map((form) => `<li>${esc(form)}</li>`).join("")}</ul></dd></div>
    </dl>`
    : "";
  const main = `<article class="text">
  <header>
    <h1><dfn>${esc(title)}</dfn></h1>
    <p class="definition">${esc(description)}</p>${facts}
  </header>
  <div class="main">
    <div class="prose">${text}</div>
${mentions(collections.mentions[lang].get(key) ?? [], words, lang)}  </div>
  <aside class="translations" aria-label="${words.others}">
    <h2>${words.others}</h2>
${others.map((other) => translation(versions.get(key)[other], data.site[other])).join("\n")}
  </aside>
</article>`;
  const crumbs = [[site.title, `/${lang}/`], [words.glossary, `/${lang}/glossary/`], [title, page.url]];
  return frame(data, { lang, kind: "glossary", url: page.url, urls, title, description, structured, crumbs, notes, scripts }, main);
}

const mentions = (items, words, lang) =>
  items.length
    ? `<section class="mentions">
  <h2>${words.mentioned}</h2>
  <ul>
${items.map(({ date, url, data }) => `    <li>${data.layout === "release.11ty.js" ? `${day(date, lang)} ` : ""}<a href="${url}">${esc(data.title)}</a></li>`).join("\n")}
  </ul>
</section>
`
    : "";

const translation = ({ url, data }, { tag, name }) => `  <div class="translation" lang="${tag}" dir="ltr">
    <p class="language">${name}</p>
    <p class="name"><a href="${url}" hreflang="${tag}" rel="alternate">${esc(data.title)}</a></p>
${data.forms ? `    <ul class="forms">\n${data.forms.map((form) => `      <li>${esc(form)}</li>\n`).join("")}    </ul>\n` : ""}    <p>${esc(data.description)}</p>
  </div>`;
