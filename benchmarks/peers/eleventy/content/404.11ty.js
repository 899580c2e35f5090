import { LANGUAGES, frame } from "../lib/base.js";

export const data = {
  languages: LANGUAGES,
  pagination: { data: "languages", size: 1, alias: "lang" },
  permalink: ({ lang }) => `/${lang}/404.html`,
  eleventyExcludeFromCollections: true,
};

export function render(data) {
  const { lang } = data;
  const words = data.words[lang];
  const urls = Object.fromEntries(LANGUAGES.map((other) => [other, `/${other}/404.html`]));
  const main = `<h1>${words.not_found}</h1>\n<p>${words.not_found_hint}</p>`;
  const crumbs = [[data.site[lang].title, `/${lang}/`]];
  return frame(data, { lang, kind: "404", url: urls[lang], urls, title: words.not_found, structured: "", crumbs }, main);
}
