// Links to terms, and the notes that describe them.

import { LANGUAGES, esc } from "./base.js";

const LINKS = Object.fromEntries(
  LANGUAGES.map((lang) => [lang, new RegExp(`<a href="/${lang}/glossary/([^"/]+)/(?:#[^"]*)?"`, "g")]),
);

/** The HTML of a text with its links to terms described, and the notes of these in the order of their first use. */
export function describe({ content, lang, key: own, layout, words, collections }) {
  const { versions } = collections.glossary;
  const used = new Map();
  const text = content.replace(LINKS[lang], (link, key) => {
    const term = versions.get(key)?.[lang];
    if (!term || (key === own && layout === "term.11ty.js")) return link;
    used.set(key, term);
    return `${link} class="term" aria-describedby="term-${key}"`;
  });
  const notes = [...used].map(
    ([key, term]) => `<div class="note" popover>
  <p class="name">${esc(term.data.title)}</p>
  <p id="term-${key}">${esc(term.data.description)}</p>
  <p class="more"><a href="${term.url}">${esc(words[lang].entry)}</a></p>
</div>
`,
  );
  return { text, notes: notes.join(""), terms: [...used.values()], scripts: scripts(text, used) };
}

/** The scripts that a text asks for. */
function scripts(text, used) {
  const wide = text.includes("<pre") || text.includes("<table");
  return [...(used.size ? ["terms.js"] : []), ...(wide ? ["wide.js"] : [])];
}
