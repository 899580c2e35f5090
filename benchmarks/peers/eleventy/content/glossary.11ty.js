import { BASE, LANGUAGES, definitions, frame, json } from "../lib/base.js";

export const data = {
  languages: LANGUAGES,
  pagination: { data: "languages", size: 1, alias: "lang" },
  permalink: ({ lang }) => `/${lang}/glossary/index.html`,
  eleventyExcludeFromCollections: true,
};

export function render(data) {
  const { lang } = data;
  const site = data.site[lang];
  const words = data.words[lang];
  const url = `/${lang}/glossary/`;
  const terms = data.collections.glossary.lists[lang];
  const urls = Object.fromEntries(LANGUAGES.map((other) => [other, `/${other}/glossary/`]));
  const structured = json({
    "@type": "DefinedTermSet",
    "@id": BASE + url,
    url: BASE + url,
    name: words.glossary,
    inLanguage: site.tag,
    hasDefinedTerm: terms.map((term) => ({ "@type": "DefinedTerm", "@id": BASE + term.url, name: term.data.title })),
  });
  const letters = new Map();
  for (const term of terms) {
    const letter = [...term.data.title][0].toUpperCase();
    if (!letters.has(letter)) letters.set(letter, []);
    letters.get(letter).push(term);
  }
  const main = `<header class="title">
  <h1>${words.glossary}</h1>
  <p class="lead">${terms.length} ${words.terms}</p>
</header>
<nav class="letters" aria-label="${words.letters}">
  <ul>
${[...letters.keys()].map((letter) => `    <li><a href="#${letter}">${letter}</a></li>`).join("\n")}
  </ul>
</nav>
${[...letters]
  .map(
    ([letter, found]) => `<section class="letter">
  <h2 id="${letter}">${letter}</h2>
${definitions(found)}
</section>`,
  )
  .join("\n")}`;
  const crumbs = [[site.title, `/${lang}/`], [words.glossary, url]];
  return frame(data, { lang, kind: "glossary", url, urls, title: words.glossary, structured, crumbs }, main);
}
