import { BASE, LANGUAGES, esc, iso, told } from "../lib/base.js";

export const data = {
  languages: LANGUAGES,
  pagination: { data: "languages", size: 1, alias: "lang" },
  permalink: ({ lang }) => `/${lang}/feed.xml`,
  eleventyExcludeFromCollections: true,
};

export function render(data) {
  const { lang } = data;
  const site = data.site[lang];
  const releases = data.collections.press.lists[lang].slice(0, 20);
  const time = (item) => `${iso(item.date)}T00:00:00Z`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${site.tag}">
  <title>${esc(site.title)}</title>
  <subtitle>${esc(site.motto)}</subtitle>
  <id>${BASE}/${lang}/feed.xml</id>
  <updated>${time(releases[0])}</updated>
  <link rel="self" type="application/atom+xml" href="${BASE}/${lang}/feed.xml"/>
  <link rel="alternate" type="text/html" hreflang="${site.tag}" href="${BASE}/${lang}/"/>
  <author>
    <name>${esc(site.title)}</name>
  </author>
${releases
  .map(
    (item) => `  <entry>
    <title>${esc(item.data.title)}</title>
    <id>${BASE}${item.url}</id>
    <published>${time(item)}</published>
    <updated>${time(item)}</updated>
    <link rel="alternate" type="text/html" hreflang="${site.tag}" href="${BASE}${item.url}"/>
    <summary>${esc(item.data.description)}</summary>
    <content type="html">${esc(told(item, lang, site))}</content>
  </entry>`,
  )
  .join("\n")}
</feed>
`;
}
