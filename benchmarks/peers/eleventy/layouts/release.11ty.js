import { BASE, card, contact, day, esc, event, frame, iso, json, organization, say, urlsOf, versionLinks } from "../lib/base.js";
import { contents } from "../lib/headings.js";
import { describe } from "../lib/terms.js";

export function render(data) {
  const { lang, key, title, description, place, page, collections } = data;
  const site = data.site[lang];
  const { text, notes, terms, scripts } = describe(data);
  const words = data.words[lang];
  const { lists, versions, places, related } = collections.press;
  const urls = urlsOf(versions, key);
  const item = versions.get(key)[lang];
  const at = places.get(item);
  const older = lists[lang][at + 1];
  const newer = lists[lang][at - 1];
  const url = BASE + page.url;
  const structured = json({
    "@type": "NewsArticle",
    "@id": url,
    url,
    mainEntityOfPage: url,
    headline: title,
    description,
    inLanguage: site.tag,
    datePublished: iso(page.date),
    dateModified: iso(page.date),
    contentLocation: { "@type": "Place", name: place },
    author: organization(site, data.assets),
    publisher: organization(site, data.assets),
    about: event(site, lang, data.assets),
    ...(terms.length ? { mentions: terms.map(mention) } : {}),
    ...versionLinks("NewsArticle", lang, versions.get(key), data.site),
  });
  const sibling = (item, kind, rel, word) =>
    item
      ? `\n  <a class="${kind}" href="${item.url}" rel="${rel}"><small>${esc(word)}</small> <b>${esc(item.data.title)}</b> ${day(item.date, lang)}</a>`
      : "";
  const main = `<article class="text">
  <header>
    <h1>${esc(title)}</h1>
    <p class="lead">${esc(description)}</p>
    <dl class="facts">
      <div><dt>${words.published}</dt> <dd>${day(page.date, lang)}</dd></div>
      <div><dt>${words.place}</dt> <dd>${esc(place)}</dd></div>
    </dl>
  </header>
<nav class="contents" aria-label="${words.contents}">
  <h2>${words.contents}</h2>
  <ol>
${contents(text).map((heading) => `    <li class="level-${heading.level}"><a href="#${heading.id}">${heading.text}</a></li>`).join("\n")}
  </ol>
</nav>
  <div class="main">
    <div class="prose">${text}</div>
    <section class="boilerplate">
      <h2>${words.about}</h2>
${site.boilerplate.map((paragraph) => `      <p>${esc(paragraph)}</p>`).join("\n")}
    </section>
  </div>
  <div class="beside">
${contact(site, words)}
${citation(site, words, title, day(page.date, lang), url)}
  </div>
</article>
${others(related.get(item) ?? [], words, lang)}<nav class="siblings" aria-label="${words.more}">${sibling(older, "previous", "prev", words.older)}${sibling(newer, "next", "next", words.newer)}
</nav>`;
  const crumbs = [[site.title, `/${lang}/`], [words.press, `/${lang}/press/`], [title, page.url]];
  const about = { lang, kind: "press", url: page.url, urls, title, description, structured, crumbs, notes, published: iso(page.date), scripts: [...scripts, "copy.js"] };
  return frame(data, about, main);
}

const mention = (term) => ({ "@type": "DefinedTerm", "@id": BASE + term.url, name: term.data.title });

const citation = (site, words, title, date, url) => `<section class="cite">
  <h2>${words.cite_as}</h2>
  <p>${say(words.cite, esc(site.title), `<span>${esc(title)}</span>`, date, `<bdi class="url" dir="ltr">${url}</bdi>`)}</p>
  <p class="copying" hidden>
    <button type="button" data-copy="text" data-done="${words.copied_text}">${words.copy_text}</button>
    <button type="button" data-copy="link" data-done="${words.copied_link}">${words.copy_link}</button>
    <button type="button" data-copy="share" hidden>${words.share}</button>
  </p>
  <p role="status" data-refused="${words.refused}"></p>
</section>`;

const others = (items, words, lang) =>
  items.length
    ? `<section class="related">
  <h2>${words.related}</h2>
  <div class="cards">${items.map((item) => card(item, 3, lang)).join("")}
  </div>
</section>
`
    : "";
