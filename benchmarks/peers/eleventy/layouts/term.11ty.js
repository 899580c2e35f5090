import { BASE, LANGUAGES, esc, frame, json, urlsOf } from "../lib/base.js";
import { describe } from "../lib/terms.js";

export function render(data) {
  const { lang, key, title, description, forms = [], page, collections } = data;
  const site = data.site[lang];
  const { text, notes } = describe(data);
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
      <div><dt>${words.forms}</dt> <dd><span>${forms.map(esc).join(", ")}</span></dd></div>
    </dl>`
    : "";
  const main = `<article class="text">
  <header>
    <h1><dfn>${esc(title)}</dfn></h1>
    <p class="definition">${esc(description)}</p>${facts}
  </header>
  <div class="main">
    <div class="prose">${text}</div>
  </div>
  <aside class="translations" aria-label="${words.others}">
    <h2>${words.others}</h2>
    <dl>
${others
  .map(
    (other) => `      <div>
        <dt><span lang="${data.site[other].tag}" dir="ltr">${data.site[other].name}</span></dt>
        <dd><a href="${urls[other]}" lang="${data.site[other].tag}" dir="ltr" hreflang="${data.site[other].tag}" rel="alternate">${esc(versions.get(key)[other].data.title)}</a></dd>
      </div>`,
  )
  .join("\n")}
    </dl>
  </aside>
</article>`;
  const crumbs = [[site.title, `/${lang}/`], [words.glossary, `/${lang}/glossary/`], [title, page.url]];
  return frame(data, { lang, kind: "glossary", url: page.url, urls, title, description, structured, crumbs, notes }, main);
}
