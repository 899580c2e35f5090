import { BASE, LANGUAGES, card, contact, frame, json, say } from "../lib/base.js";

const path = (lang, year) => `/${lang}/press/${year ? `${year}/` : ""}`;

export const data = {
  pagination: { data: "collections.pressLists", size: 1, alias: "list" },
  permalink: ({ list }) => `${path(list.lang, list.year)}index.html`,
  eleventyExcludeFromCollections: true,
};

export function render(data) {
  const { lang, year, counts, count, items, older } = data.list;
  const site = data.site[lang];
  const words = data.words[lang];
  const urls = Object.fromEntries(LANGUAGES.map((other) => [other, path(other, year)]));
  const title = year ? say(words.of_year, year) : words.press;
  const url = path(lang, year);
  const numbers = new Intl.NumberFormat(lang);
  const current = (other) => (other === url ? ' aria-current="page"' : "");
  const main = `<header class="title">
  <h1>${title}</h1>
  <p class="lead">${numbers.format(count)} ${words.releases}</p>
  <p class="every"><a href="${path(lang)}"${current(path(lang))}>${words.all}</a></p>
<nav class="divisions" aria-label="${words.by_year}">
  <p aria-hidden="true">${words.by_year}</p>
  <ul>
${counts.map(([other, number]) => `    <li><a href="${path(lang, other)}"${current(path(lang, other))}>${other} <small>${numbers.format(number)}</small></a></li>`).join("\n")}
  </ul>
</nav>
</header>
<div class="listed">
<div class="rows">${items.map((item) => card(item, 2, lang)).join("")}
</div>
${year || older ? `<p class="more"><a href="${path(lang, year ? "" : older)}">${year ? words.all : words.older_page}</a></p>\n` : ""}</div>
${contact(site, words)}`;
  const structured = json({
    "@type": "CollectionPage",
    "@id": BASE + url,
    url: BASE + url,
    name: year ? String(year) : title,
    inLanguage: site.tag,
    mainEntity: {
      "@type": "ItemList",
      itemListElement: items.map((item, at) => ({ "@type": "ListItem", position: at + 1, url: BASE + item.url })),
    },
  });
  const crumbs = [[site.title, `/${lang}/`], [words.press, path(lang)]];
  if (year) crumbs.push([String(year), url]);
  const description = year ? `${title} – ${site.title}` : say(words.all_of, site.title);
  const page = { lang, kind: "press-list", url, urls, title, description, structured, crumbs, scripts: ["divisions.js"] };
  return frame(data, page, main);
}
