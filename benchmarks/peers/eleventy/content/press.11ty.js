import { LANGUAGES, card, esc, frame } from "../lib/base.js";

const path = (lang, number) => `/${lang}/press/${number > 1 ? `page/${number}/` : ""}`;

export const data = {
  pagination: { data: "collections.pressPages", size: 1, alias: "list" },
  permalink: ({ list }) => `${path(list.lang, list.number)}index.html`,
  eleventyExcludeFromCollections: true,
};

export function render(data) {
  const { lang, number, total, count, items } = data.list;
  const site = data.site[lang];
  const words = data.words[lang];
  const urls = Object.fromEntries(LANGUAGES.map((other) => [other, path(other, number)]));
  const around = [number - 2, number - 1, number, number + 1, number + 2].filter((n) => n >= 1 && n <= total);
  const links = [...new Set([1, ...around, total])].map(
    (other) =>
      `    <li><a href="${path(lang, other)}"${other === number ? ' aria-current="page"' : ""} aria-label="${words.page} ${other}">${other}</a></li>`,
  );
  if (number > 1) links.unshift(`    <li class="previous"><a href="${path(lang, number - 1)}" rel="prev">${words.newer_page}</a></li>`);
  if (number < total) links.push(`    <li class="next"><a href="${path(lang, number + 1)}" rel="next">${words.older_page}</a></li>`);
  const main = `<header class="title">
  <h1>${words.press}</h1>
  <p class="lead">${new Intl.NumberFormat(lang).format(count)} ${words.releases} · ${words.page} ${number} / ${total}</p>
</header>
<div class="rows">${items.map((item) => card(item, 2, lang)).join("")}
</div>
<nav class="pagination" aria-label="${words.pages}">
  <ul>
${links.join("\n")}
  </ul>
</nav>`;
  const crumbs = [[site.title, `/${lang}/`], [words.press, path(lang, 1)]];
  if (number > 1) crumbs.push([String(number), path(lang, number)]);
  const page = { lang, kind: "press", url: path(lang, number), urls, title: words.press, structured: "", crumbs };
  return frame(data, page, main);
}
