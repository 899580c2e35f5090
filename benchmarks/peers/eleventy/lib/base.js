// The frame of every page: functions that give HTML.

export const BASE = "https://forum.example";
export const LANGUAGES = ["de", "en", "zh"];

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
export const esc = (text) => String(text ?? "").replace(/[&<>"']/g, (sign) => ESCAPES[sign]);

const FORMATS = Object.fromEntries(
  LANGUAGES.map((lang) => [lang, new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" })]),
);
export const iso = (date) => date.toISOString().slice(0, 10);
export const day = (date, lang) => `<time datetime="${iso(date)}">${FORMATS[lang].format(date)}</time>`;

export const json = (value) =>
  `<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", ...value }).replaceAll("<", "\\u003c")}</script>`;

export const organization = (site, assets) => ({
  "@type": "Organization",
  name: site.title,
  url: site.url,
  email: site.email,
  logo: BASE + assets["icon.svg"],
});

export const event = (site, lang, assets) => ({
  "@type": "Event",
  name: site.title,
  startDate: "2025-11-15",
  endDate: "2025-11-16",
  inLanguage: site.tag,
  eventStatus: "https://schema.org/EventScheduled",
  eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
  url: `${BASE}/${lang}/`,
  location: { "@type": "Place", name: site.venue, address: { "@type": "PostalAddress", addressLocality: site.place } },
  organizer: organization(site, assets),
});

export const breadcrumbs = (crumbs) =>
  json({
    "@type": "BreadcrumbList",
    itemListElement: crumbs.map(([name, url], at) => ({ "@type": "ListItem", position: at + 1, name, item: BASE + url })),
  });

/** How the versions of a text belong together: of the source its translations, of a translation its source. */
export function versionLinks(type, lang, versions, sites) {
  const name = type === "NewsArticle" ? "headline" : "name";
  const reference = (other) => {
    const url = BASE + versions[other].url;
    return { "@type": type, "@id": url, url, [name]: versions[other].data.title, inLanguage: sites[other].tag };
  };
  if (lang !== "de") return { translationOfWork: reference("de") };
  return { workTranslation: LANGUAGES.filter((other) => other !== "de").map(reference) };
}

export const card = (item, level, lang) => `
<article class="card">
  <h${level}><a href="${item.url}">${esc(item.data.title)}</a></h${level}>
  <p class="when">${day(item.date, lang)} <span>${esc(item.data.place)}</span></p>
  <p>${esc(item.data.description)}</p>
</article>`;

export const contact = (site, words) => `<aside class="contact" aria-label="${words.contact}">
  <h2>${words.contact}</h2>
  <address>
    <p><b>${esc(site.contact)}</b></p>
    <p><a href="mailto:${site.email}">${site.email}</a></p>
  </address>
</aside>`;

/** A sentence of words.json with its values. */
export const say = (sentence, ...values) => values.reduce((said, value) => said.replace("%s", () => value), sentence);

/** What a page may load and run. */
export const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'">`;

/** The text of a release for feeds: links with their hosts, and without the notes of the page. */
export const told = (item, lang, site) => `<div lang="${site.tag}" dir="ltr">
${item.content.replaceAll('href="/', `href="${BASE}/`).replaceAll('href="#', `href="${BASE}${item.url}#`)}</div>`;

export const definitions = (terms) => `<dl class="terms">
${terms.map((term) => `  <div><dt><a href="${term.url}">${esc(term.data.title)}</a></dt> <dd>${esc(term.data.description)}</dd></div>`).join("\n")}
</dl>`;

export const urlsOf = (versions, key) =>
  Object.fromEntries(LANGUAGES.map((lang) => [lang, versions.get(key)[lang].url]));

/** A whole page. `page` has lang, kind, url, urls (by language), title, description, structured, published, crumbs, notes,
 * and the names of its scripts. */
export function frame(data, page, main) {
  const { lang, urls } = page;
  const site = data.site[lang];
  const words = data.words[lang];
  const about = data.collections.pages.versions.get("about")[lang];
  const menu = [
    [words.press, `/${lang}/press/`],
    [words.glossary, `/${lang}/glossary/`],
    [about.data.title, about.url],
  ];
  const current = (url) => {
    if (url === page.url) return ' aria-current="page"';
    return page.url.startsWith(url) ? ' aria-current="true"' : "";
  };
  const description = esc(page.description || site.motto);
  const title = esc(page.title);
  const name = esc(site.title);
  return `<!doctype html>
<html lang="${site.tag}" dir="ltr">
<head>
<meta charset="utf-8">
${POLICY}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.kind === "home" ? `${name} – ${esc(site.motto)}` : `${title} – ${name}`}</title>
<meta name="description" content="${description}">
<link rel="canonical" href="${BASE}${page.url}">
${LANGUAGES.map((key) => `<link rel="alternate" hreflang="${data.site[key].tag}" href="${BASE}${urls[key]}">`).join("\n")}
<link rel="alternate" hreflang="x-default" href="${BASE}${urls.de}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:type" content="${page.published ? "article" : "website"}">
<meta property="og:site_name" content="${name}">
<meta property="og:url" content="${BASE}${page.url}">
<meta property="og:locale" content="${site.locale}">
${LANGUAGES.filter((key) => key !== lang).map((key) => `<meta property="og:locale:alternate" content="${data.site[key].locale}">`).join("\n")}
${page.published ? `<meta property="article:published_time" content="${page.published}">\n` : ""}<meta name="twitter:card" content="summary">
<link rel="alternate" type="application/atom+xml" title="${esc(words.press)} – ${name}" href="/${lang}/feed.xml">
<link rel="alternate" type="application/feed+json" title="${esc(words.press)} – ${name}" href="/${lang}/feed.json">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#fafaf8" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#121317" media="(prefers-color-scheme: dark)">
<link rel="icon" href="${data.assets["icon.svg"]}" type="image/svg+xml">
<link rel="stylesheet" href="${data.assets["theme.css"]}">
<link rel="stylesheet" href="${data.assets["style.css"]}">
${page.structured}
${page.crumbs.length > 1 ? breadcrumbs(page.crumbs) : ""}
${(page.scripts ?? []).map((script) => `<script src="${data.assets[script]}" defer data-stays></script>`).join("\n")}
</head>
<body class="${page.kind}">
<a class="skip" href="#_main">${esc(words.skip)}</a>
<header class="masthead">
  <div class="wrap">
    <a class="brand" href="/${lang}/"${page.kind === "home" ? ' aria-current="page"' : ""}>
      <img src="${data.assets["icon.svg"]}" alt="" width="40" height="40"><span>${name}</span>
    </a>
    <nav class="switcher" aria-label="${esc(words.language)}">
      <ul>
${LANGUAGES.map((key) => `        <li><a href="${urls[key]}" lang="${data.site[key].tag}" dir="ltr" hreflang="${data.site[key].tag}"${key === lang ? ' aria-current="page"' : ""}>${data.site[key].name}</a></li>`).join("\n")}
      </ul>
    </nav>
    <nav class="menu" aria-label="${esc(words.main)}">
      <details>
        <summary>${esc(words.menu)}</summary>
        <ul>
${menu.map(([text, url]) => `          <li><a href="${url}"${current(url)}>${esc(text)}</a></li>`).join("\n")}
        </ul>
      </details>
    </nav>
  </div>
</header>
<main id="_main">
${page.kind === "home" ? main : inner(page, words, main)}
</main>
<footer class="footer">
  <div class="wrap">
    <div>
      <p class="name">${name}</p>
      <p>${esc(site.motto)}</p>
    </div>
    <nav aria-label="${esc(words.links)}">
      <ul>
        <li><a href="${about.url}"${current(about.url)}>${esc(about.data.title)}</a></li>
      </ul>
      <p><a href="/${lang}/feed.xml" type="application/atom+xml">${esc(words.feed)}</a></p>
    </nav>
    <address>
      <p><a href="mailto:${site.email}">${site.email}</a></p>
    </address>
  </div>
</footer>
<p class="printed" dir="ltr">${BASE}${page.url}</p>
${page.notes ?? ""}</body>
</html>
`;
}

function inner(page, words, main) {
  const links = page.crumbs
    .slice(0, -1)
    .map(([name, url], at) => `    <li><a href="${url}">${esc(at ? name : words.home)}</a></li>`);
  return `<div class="wrap">
<nav class="breadcrumbs" aria-label="${esc(words.breadcrumb)}">
  <ol>
${links.join("\n")}
  </ol>
</nav>
${main}
</div>`;
}
