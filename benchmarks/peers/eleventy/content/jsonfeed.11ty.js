import { BASE, LANGUAGES, iso, told } from "../lib/base.js";

export const data = {
  languages: LANGUAGES,
  pagination: { data: "languages", size: 1, alias: "lang" },
  permalink: ({ lang }) => `/${lang}/feed.json`,
  eleventyExcludeFromCollections: true,
};

export function render({ lang, site: sites, collections }) {
  const site = sites[lang];
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: site.title,
    description: site.motto,
    home_page_url: `${BASE}/${lang}/`,
    feed_url: `${BASE}/${lang}/feed.json`,
    language: site.tag,
    authors: [{ name: site.title }],
    items: collections.press.lists[lang].slice(0, 20).map((item) => ({
      id: BASE + item.url,
      url: BASE + item.url,
      title: item.data.title,
      language: site.tag,
      date_published: `${iso(item.date)}T00:00:00Z`,
      date_modified: `${iso(item.date)}T00:00:00Z`,
      summary: item.data.description,
      content_html: told(item, lang, site),
    })),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}
