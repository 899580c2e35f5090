import { BASE, day, esc, event, frame, iso, json, organization, urlsOf, versionLinks } from "../lib/base.js";
import { contents } from "../lib/headings.js";
import { describe } from "../lib/terms.js";

export function render(data) {
  const { lang, key, title, description, place, page, collections } = data;
  const site = data.site[lang];
  const { text, notes } = describe(data);
  const words = data.words[lang];
  const { lists, versions, places } = collections.press;
  const urls = urlsOf(versions, key);
  const at = places.get(versions.get(key)[lang]);
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
    author: organization(site),
    publisher: organization(site),
    about: event(site, lang),
    ...versionLinks("NewsArticle", lang, urls, data.site),
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
  <aside class="contact" aria-label="${words.contact}">
    <h2>${words.contact}</h2>
    <address>
      <p><b>${esc(site.contact)}</b></p>
      <p><a href="mailto:${site.email}">${site.email}</a></p>
    </address>
  </aside>
</article>
<nav class="siblings" aria-label="${words.more}">${sibling(older, "previous", "prev", words.older)}${sibling(newer, "next", "next", words.newer)}
</nav>`;
  const crumbs = [[site.title, `/${lang}/`], [words.press, `/${lang}/press/`], [title, page.url]];
  const about = { lang, kind: "press", url: page.url, urls, title, description, structured, crumbs, notes, published: iso(page.date) };
  return frame(data, about, main);
}
