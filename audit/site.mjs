// A built site as a host would show it, on the loopback address, under the path that it was built for; and its pages.

import { readFile, readdir, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".ico": "image/x-icon",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
};
const TEXTS = /^(text\/|image\/svg|application\/(json|xml|manifest))/;

/** Serve a folder. `files` are all paths in it, `addressOf` is where one is asked for, `fileOf` leads back. */
export async function openSite(output) {
  const names = await readdir(output, { recursive: true });
  const files = new Set(names.map((name) => name.split(path.sep).join("/")));
  const read = (name) => readFile(path.join(output, name));
  const base = files.has("robots.txt") ? findBase(await read("robots.txt")) : "/";

  /** The file that a static host would answer an address with, or undefined. */
  function fileOf(pathname) {
    if (!pathname.startsWith(base)) return undefined;
    const name = decodeURIComponent(pathname.slice(base.length));
    const file = name === "" || name.endsWith("/") ? `${name}index.html` : name;
    return files.has(file) ? file : undefined;
  }

  async function answer(request, response) {
    const file = fileOf(new URL(request.url, "http://localhost").pathname);
    if (!file || !(await stat(path.join(output, file))).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    const isText = TEXTS.test(type); // which any host compresses
    response.writeHead(200, { "content-type": type, ...(isText && { "content-encoding": "gzip" }) });
    response.end(isText ? gzipSync(await read(file)) : await read(file));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const addressOf = (file) => {
    const address = base + file.replace(/(^|\/)index\.html$/, "$1");
    return origin + address.split("/").map(encodeURIComponent).join("/");
  };
  return { files, origin, read, fileOf, addressOf, close: () => server.close() };
}

/** The path of the site's base URL: robots.txt names the sitemap, which lies at its root. */
function findBase(robots) {
  const sitemap = /^Sitemap:\s*(\S+)/im.exec(robots)?.[1];
  return sitemap ? new URL(".", sitemap).pathname : "/";
}

/**
 * The pages of each language that are alike, the largest first: [{ language, type, pages: [file] }].
 *
 * They are of one template, which the theme names in the class of the body, and as deep. What leads elsewhere is none.
 */
export async function findTypes(site) {
  const types = new Map();
  for (const file of [...site.files].filter((name) => name.endsWith(".html")).sort()) {
    const written = (await site.read(file)).toString();
    if (/http-equiv="?refresh/i.test(written)) continue;
    const [language, kind, ...rest] = file.split("/");
    const name = /<body[^>]*\sclass="([\w-]+)/.exec(written)?.[1] ?? kind ?? language;
    const type = rest.length > 1 ? `${name}-${rest.length}` : name;
    const key = kind ? `${language} ${type}` : file;
    const found = types.get(key) ?? { language: kind ? language : "", type: kind ? type : file, pages: [] };
    found.pages.push({ file, size: written.length });
    types.set(key, found);
  }
  return [...types.values()].map(({ language, type, pages }) => {
    pages.sort((one, other) => other.size - one.size);
    return { language, type: type.replace(/\.html$/, ""), pages: pages.map(({ file }) => file) };
  });
}
