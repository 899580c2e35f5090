import { BASE, LANGUAGES, iso } from "../lib/base.js";

export const data = { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };

export function render({ collections, site }) {
  const entry = (urls, lang, updated) => `  <url>
    <loc>${BASE}${urls[lang]}</loc>
${updated ? `    <lastmod>${updated}</lastmod>\n` : ""}${LANGUAGES.map((other) => `    <xhtml:link rel="alternate" hreflang="${site[other].tag}" href="${BASE}${urls[other]}"/>`).join("\n")}
    <xhtml:link rel="alternate" hreflang="x-default" href="${BASE}${urls.de}"/>
  </url>`;
  const entries = [];
  const add = (urls, updated) => LANGUAGES.forEach((lang) => entries.push(entry(urls, lang, updated)));
  const urlsBy = (url) => Object.fromEntries(LANGUAGES.map((lang) => [lang, url(lang)]));
  for (const name of ["press", "glossary", "pages"]) {
    for (const versions of collections[name].versions.values()) {
      add(urlsBy((lang) => versions[lang].url), name === "press" ? iso(versions.de.date) : "");
    }
  }
  for (const { year } of collections.pressLists.filter((list) => list.lang === "de")) {
    add(urlsBy((lang) => `/${lang}/press/${year ? `${year}/` : ""}`), "");
  }
  add(urlsBy((lang) => `/${lang}/glossary/`), "");
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join("\n")}
</urlset>
`;
}
