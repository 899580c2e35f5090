import { headings } from "./lib/headings.js";
import { fingerprint } from "./lib/assets.js";

const LANGUAGES = ["de", "en", "zh"];
const PAGE_SIZE = 20;

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
    for (const list of Object.values(lists)) list.forEach((item, at) => places.set(item, at));
    return { lists, versions, places };
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
  config.addCollection("pressPages", (api) => {
    const { lists } = byLanguage(api.getFilteredByGlob("content/press/*.md").reverse());
    return LANGUAGES.flatMap((lang) => {
      const total = Math.ceil(lists[lang].length / PAGE_SIZE);
      return Array.from({ length: total }, (_, at) => ({
        lang,
        number: at + 1,
        total,
        count: lists[lang].length,
        items: lists[lang].slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE),
      }));
    });
  });
  return {
    dir: { input: "content", includes: "../layouts", layouts: "../layouts", output: "public" },
    markdownTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
  };
}
