import { headings } from "./lib/headings.js";
import { fingerprint } from "./lib/assets.js";
import { byYear, relate } from "./lib/related.js";

const LANGUAGES = ["de", "en", "zh"];
const PAGE_SIZE = 20;
const MENTIONING = 100;

/** Entries by language, and each by language under its key: what lists, neighbours and alternates are made of. */
function byLanguage(items) {
  const lists = Object.fromEntries(LANGUAGES.map((lang) => [lang, []]));
  const versions = new Map();
  for (const item of items) {
    lists[item.data.lang].push(item);
    if (!versions.has(item.data.key)) versions.set(item.data.key, {});
    versions.get(item.data.key)[item.data.lang] = item;
  }
  return { lists, versions };
}

export default function (config) {
  config.amendLibrary("md", (md) => md.use(headings));
  const assets = fingerprint("assets", config);
  config.addGlobalData("assets", assets);

  config.addCollection("press", (api) => {
    const items = api.getFilteredByGlob("content/press/*.md");
    const order = (a, b) => b.date - a.date || (a.data.key < b.data.key ? 1 : -1);
    const { lists, versions } = byLanguage(items.sort(order));
    const places = new Map();
    const related = new Map();
    for (const lang of LANGUAGES) {
      lists[lang].forEach((item, at) => places.set(item, at));
      relate([...lists[lang]].reverse()).forEach((others, item) => related.set(item, others));
    }
    return { lists, versions, places, related };
  });
  config.addCollection("glossary", (api) => {
    const found = byLanguage(api.getFilteredByGlob("content/glossary/*.md"));
    for (const lang of LANGUAGES) {
      const collator = new Intl.Collator(lang);
      found.lists[lang].sort((a, b) => collator.compare(a.data.title, b.data.title));
    }
    return found;
  });
  config.addCollection("pages", (api) => byLanguage(api.getFilteredByGlob("content/pages/*.md")));
  config.addCollection("mentions", (api) => {
    const newest = api.getFilteredByGlob("content/press/*.md").reverse();
    const { lists } = byLanguage([...newest, ...api.getFilteredByGlob("content/pages/*.md")]);
    const found = Object.fromEntries(LANGUAGES.map((lang) => [lang, new Map()]));
    for (const lang of LANGUAGES) {
      for (const item of lists[lang]) {
        for (const term of item.data.terms ?? []) {
          if (!found[lang].has(term)) found[lang].set(term, []);
          if (found[lang].get(term).length < MENTIONING) found[lang].get(term).push(item);
        }
      }
    }
    return found;
  });
  // The newest releases of a language, and all of each year.
  config.addCollection("pressLists", (api) => {
    const { lists } = byLanguage(api.getFilteredByGlob("content/press/*.md").reverse());
    return LANGUAGES.flatMap((lang) => {
      const years = byYear(lists[lang]);
      const counts = [...years].map(([year, items]) => [year, items.length]);
      const older = lists[lang][PAGE_SIZE]?.date.getUTCFullYear();
      const newest = { lang, counts, older, count: lists[lang].length, items: lists[lang].slice(0, PAGE_SIZE) };
      // What was published in a year stays as it is once that is over: so its page names no later one.
      const past = (year) => counts.filter(([other]) => other <= year);
      return [newest, ...[...years].map(([year, items]) => ({ lang, year, counts: past(year), count: items.length, items }))];
    });
  });
  // The addresses of pages that the list was cut into before it had years.
  config.addCollection("formerPages", (api) => {
    const { lists } = byLanguage(api.getFilteredByGlob("content/press/*.md"));
    return LANGUAGES.flatMap((lang) =>
      Array.from({ length: Math.ceil(lists[lang].length / PAGE_SIZE) - 1 }, (_, at) => ({ lang, number: at + 2 })),
    );
  });
  return {
    dir: { input: "content", includes: "../layouts", layouts: "../layouts", output: "public" },
    markdownTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
  };
}
