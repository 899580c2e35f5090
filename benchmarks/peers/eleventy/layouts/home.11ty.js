import { BASE, card, definitions, esc, event, frame, json, organization, urlsOf } from "../lib/base.js";
import { describe } from "../lib/terms.js";

export function render(data) {
  const { lang, key, title, description, page, collections } = data;
  const site = data.site[lang];
  const { text, notes } = describe(data);
  const words = data.words[lang];
  const urls = urlsOf(collections.pages.versions, key);
  const website = { "@type": "WebSite", name: site.title, url: BASE + page.url, inLanguage: site.tag };
  const structured = [website, organization(site), event(site, lang)].map(json).join("\n");
  const main = `<div class="hero">
  <div class="wrap">
    <h1>${esc(title)}</h1>
    <p class="motto">${esc(site.motto)}</p>
    <dl class="facts">
      <div><dt>${words.date}</dt> <dd><time datetime="2025-11-15">${words.interval}</time></dd></div>
      <div><dt>${words.place}</dt> <dd>${esc(site.place)}</dd></div>
      <div><dt>${words.venue}</dt> <dd>${esc(site.venue)}</dd></div>
    </dl>
  </div>
</div>
<div class="wrap">
  <div class="opening">
    <p class="lead">${esc(description)}</p>
    <div class="prose">${text}</div>
  </div>
  <section class="latest">
    <h2>${words.latest}</h2>
    <div class="cards">${collections.press.lists[lang].slice(0, 3).map((item) => card(item, 3, lang)).join("")}
    </div>
    <p class="more"><a href="/${lang}/press/">${words.all}</a></p>
  </section>
  <section class="vocabulary">
    <h2>${words.glossary}</h2>
${definitions(collections.glossary.lists[lang].slice(0, 12))}
    <p class="more"><a href="/${lang}/glossary/">${words.to_glossary}</a></p>
  </section>
</div>`;
  const crumbs = [[site.title, page.url]];
  return frame(data, { lang, kind: "home", url: page.url, urls, title, description, structured, crumbs, notes }, main);
}
