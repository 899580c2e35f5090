import { BASE, POLICY } from "../lib/base.js";

export const data = {
  pagination: { data: "collections.formerPages", size: 1, alias: "former" },
  permalink: ({ former }) => `/${former.lang}/press/page/${former.number}/index.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ former: { lang }, site, words }) {
  return `<!doctype html>
<html lang="${site[lang].tag}" dir="ltr">
<head>
<meta charset="utf-8">
${POLICY}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words[lang].moved}</title>
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url=/${lang}/press/">
<link rel="canonical" href="${BASE}/${lang}/press/">
</head>
<body>
<main>
<h1>${words[lang].moved}</h1>
<p><a href="/${lang}/press/">${words[lang].new_address}</a></p>
</main>
</body>
</html>
`;
}
