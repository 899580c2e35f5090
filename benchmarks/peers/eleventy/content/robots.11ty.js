export const data = { permalink: "/robots.txt", eleventyExcludeFromCollections: true };

export const render = () => "User-agent: *\nAllow: /\n\nSitemap: https://forum.example/sitemap.xml\n";
