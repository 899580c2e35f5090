import { BASE, esc, frame, json, organization, urlsOf, versionLinks } from "../lib/base.js";
import { describe } from "../lib/terms.js";

export function render(data) {
  const { lang, key, title, description, page, collections } = data;
  const site = data.site[lang];
  const { text, notes, scripts } = describe(data);
  const { versions } = collections.pages;
  const urls = urlsOf(versions, key);
  const url = BASE + page.url;
  const structured = json({
    "@type": "WebPage",
    "@id": url,
    url,
    name: title,
    description,
    inLanguage: site.tag,
    publisher: organization(site, data.assets),
    ...versionLinks("WebPage", lang, versions.get(key), data.site),
  });
  const main = `<article class="text">
  <header>
    <h1>${esc(title)}</h1>
    <p class="lead">${esc(description)}</p>
  </header>
  <div class="main">
    <div class="prose">${text}</div>
  </div>
</article>`;
  const crumbs = [[site.title, `/${lang}/`], [title, page.url]];
  return frame(data, { lang, kind: "page", url: page.url, urls, title, description, structured, crumbs, notes, scripts }, main);
}
