import { BASE, card, contact, definitions, esc, event, frame, json, organization, urlsOf } from "../lib/base.js";
import { describe } from "../lib/terms.js";

export function render(data) {
  const { lang, key, title, description, page, collections } = data;
  const site = data.site[lang];
  const { text, notes, scripts } = describe(data);
  const words = data.words[lang];
  const urls = urlsOf(collections.pages.versions, key);
  const website = { "@type": "WebSite", name: site.title, url: BASE + page.url, inLanguage: site.tag };
  const structured = [website, organization(site, data.assets), event(site, lang, data.assets)].map(json).join("\n");
  const [newest, ...more] = collections.press.lists[lang].slice(0, 3);
  const main = `<div class="hero">
  <div class="wrap">
    <h1>${esc(title)}</h1>
    <p class="motto">${esc(site.motto)}</p>
    <div class="ahead">
    <dl class="facts">
      <div><dt>${words.date}</dt> <dd><time datetime="2025-11-15">${words.interval}</time></dd></div>
      <div><dt>${words.place}</dt> <dd><span>${esc(site.place)}</span></dd></div>
      <div><dt>${words.venue}</dt> <dd><span>${esc(site.venue)}</span></dd></div>
    </dl>
    <section class="newest" aria-label="${words.latest}">${card(newest, 2, lang)}
      <p class="more"><a href="/${lang}/press/">${words.all}</a></p>
    </section>
    </div>
  </div>
<img class="artwork" src="${data.assets["artwork.svg"]}" alt="" width="1600" height="480">
</div>
<div class="wrap">
  <div class="opening">
    <p class="lead">${esc(description)}</p>
    <div class="prose">${text}</div>
  </div>
  <section class="latest">
    <h2>${words.more}</h2>
    <div class="cards">${more.map((item) => card(item, 3, lang)).join("")}
    </div>
  </section>
  <section class="vocabulary">
    <h2>${words.glossary}</h2>
${definitions(collections.glossary.lists[lang].slice(0, 12))}
    <p class="more"><a href="/${lang}/glossary/">${words.to_glossary}</a></p>
  </section>
${contact(site, words)}
</div>`;
  const crumbs = [[site.title, page.url]];
  return frame(data, { lang, kind: "home", url: page.url, urls, title, description, structured, crumbs, notes, scripts }, main);
}
