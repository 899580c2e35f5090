// Open the pages of a built site in Chromium, and print what a visitor would stumble over as JSON on standard output.
//
// node browse.mjs OUTPUT CHROMIUM SCREENSHOTS
//
// Served on the loopback address under the path that the site was built for. A page passes if every request is
// answered from the site itself, no script fails, its own policy forbids nothing that it does, nothing is wider than a
// phone of 320 px, axe finds nothing against WCAG 2.2 A and AA in light or dark, also with a term's note open, the
// glossary filtered or something searched, and every link leads to a page and an anchor that exist.
//
// Pages of one language and kind are alike: of a site with many, the largest few of each are opened. The largest is
// looked at more closely: on a desktop, with letters set apart or twice as large (WCAG 1.4.12, 1.4.4), whether anything
// moves while it loads, and what it weighs.

import { readFile, readdir, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const [output, executablePath, screenshots] = process.argv.slice(2);
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const NARROW = { width: 320, height: 640 };
const MANY = 100; // pages: fewer are all opened
const OF_A_KIND = 2;
const MOST_SHIFT = 0.01; // of the score of layout shifts, of which 0.1 is called good (Web Vitals)
const MOST_BYTES = 14_000; // of the page, its style sheets and scripts, compressed by gzip
const SPACED = // WCAG 1.4.12
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
  "p { margin-bottom: 2em !important }";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
};

const files = new Set(
  (await readdir(output, { recursive: true })).map((name) => name.split(path.sep).join("/")),
);
const base = await basePath();
const problems = [];
const anchors = new Map(); // the ids of each page, by its address
const links = new Map(); // the first page that uses a link, by the link

/** The path of the site's base URL: robots.txt names the sitemap, which lies at its root. */
async function basePath() {
  const robots = files.has("robots.txt") ? await readFile(path.join(output, "robots.txt"), "utf8") : "";
  const sitemap = /^Sitemap:\s*(\S+)/im.exec(robots)?.[1];
  return sitemap ? new URL(".", sitemap).pathname : "/";
}

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
  response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
  response.end(await readFile(path.join(output, file)));
}

/** Listen to a page: what it asks for elsewhere, what is not there, what its scripts or its policy complain of. */
function watch(page, origin, told) {
  page.on("request", (request) => {
    const { origin: asked, protocol } = new URL(request.url());
    if (asked !== origin && protocol !== "data:") told(`asks another host for ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) told(`asks for ${response.url().slice(origin.length)}, which is not there`);
  });
  page.on("pageerror", (error) => told(`script: ${error.message}`));
  page.on("console", (message) => {
    if (/content[ -]security[ -]policy/i.test(message.text())) told(`policy: ${message.text()}`);
  });
}

/** Open the note of the first term, and type into the filter: what a page shows only to those who use it. */
async function use(page) {
  const term = page.locator("a.term").first();
  if (await term.count()) {
    await term.focus();
    await term.hover();
    await page.locator(":popover-open").waitFor();
  }
  const field = page.locator(".filter input[type=search]");
  if (await field.count()) await field.fill("zh");
  return (await term.count()) || (await field.count());
}

async function audit(page, told, isClosely) {
  await page.setViewportSize(NARROW);
  await check(page, told);
  if (isClosely) await lookClosely(page, told);
  if (await use(page)) await check(page, (message) => told(`in use: ${message}`));
  await page.reload({ waitUntil: "load" });
}

/** Whether a page fits where readers have set its letters otherwise, and whether a desktop shows anything worse. */
async function lookClosely(page, told) {
  await fit(page, told, "with letters set apart", SPACED);
  await page.setViewportSize(SIZES.phone);
  await fit(page, told, "with letters twice as large", "html { font-size: 200% !important }");
  await page.setViewportSize(SIZES.desktop);
  await check(page, (message) => told(`on a desktop: ${message}`));
  await page.setViewportSize(NARROW);
}

/** Whether nothing is wider than the window under a style sheet of the reader's. */
async function fit(page, told, how, css) {
  const width = await page.evaluate((text) => {
    const sheet = new CSSStyleSheet(); // a style element is what a page may forbid
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
    const found = document.documentElement.scrollWidth;
    document.adoptedStyleSheets = [];
    return found;
  }, css);
  const { width: wanted } = page.viewportSize();
  if (width > wanted) told(`is ${width} px wide ${how} in a window of ${wanted} px`);
}

/** How much of a page moves while it loads on a phone. */
async function measureShift(page, told) {
  const shift = await page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += entry.hadRecentInput ? 0 : entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 0)));
      }),
  );
  if (shift > MOST_SHIFT) told(`moves while it loads: ${shift.toFixed(3)}`);
}

/** What a page weighs with its style sheets and scripts. */
async function weigh(page, file, told) {
  const named = await page.evaluate(() =>
    [...document.querySelectorAll('link[rel="stylesheet"], script[src]')].map((element) => element.href || element.src),
  );
  let bytes = 0;
  for (const name of new Set([file, ...named.map((url) => fileOf(new URL(url).pathname))])) {
    bytes += gzipSync(await readFile(path.join(output, name))).length;
  }
  if (bytes > MOST_BYTES) told(`weighs ${bytes} bytes with its style sheets and scripts`);
}

async function check(page, told) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  const { width: wanted } = page.viewportSize();
  if (width > wanted) told(`is ${width} px wide in a window of ${wanted} px`);
  await page.evaluate(AXE); // not a script element: a page may forbid those
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const runOnly =
      colorScheme === "light" ? { type: "tag", values: STANDARDS } : { type: "rule", values: ["color-contrast"] };
    const { violations } = await page.evaluate((options) => window.axe.run(document, options), { runOnly });
    for (const { id, help, nodes } of violations) {
      told(`${id} (${colorScheme}): ${help}: ${nodes.map((node) => node.target.join(" ")).join(" · ")}`);
    }
  }
}

async function collect(page, address) {
  const found = await page.evaluate(() => ({
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    links: [...document.querySelectorAll("a[href]")].map((element) => element.href),
  }));
  anchors.set(address, new Set(found.ids));
  for (const link of found.links) if (!links.has(link)) links.set(link, address);
}

async function photograph(page, name) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: path.join(screenshots, `${name}-${size}-${colorScheme}.png`), fullPage: true });
    }
  }
}

/** The pages to open; those of a language, kind and depth are alike. */
async function choosePages() {
  const pages = [...files].filter((file) => file.endsWith(".html")).sort();
  const alike = new Map();
  for (const file of pages) {
    const [language, kind, ...rest] = file.split("/");
    const name = rest.length ? `${language}/${kind} ${rest.length}` : file;
    alike.set(name, [...(alike.get(name) ?? []), { file, size: (await stat(path.join(output, file))).size }]);
  }
  const chosen = [];
  for (const found of alike.values()) {
    found.sort((one, other) => other.size - one.size);
    const wanted = pages.length > MANY ? found.slice(0, OF_A_KIND) : found;
    chosen.push(...wanted.map(({ file }, place) => ({ file, isLargest: place === 0 })));
  }
  return { chosen, count: pages.length };
}

/** Whether a person should look at a page: the chooser, and of each language home, 404, glossary and one release. */
function isShown(file) {
  return /^((\w[\w-]*\/)?(index|404)\.html|\w[\w-]*\/glossary\/index\.html)$/.test(file);
}

function checkLinks(origin) {
  for (const [link, address] of links) {
    const url = new URL(link);
    if (url.origin !== origin) continue;
    const target = fileOf(url.pathname);
    const id = decodeURIComponent(url.hash.slice(1));
    if (!target) problems.push(`${address}: links to ${url.pathname}, which is not there`);
    else if (id && anchors.has(target) && !anchors.get(target).has(id)) {
      problems.push(`${address}: links to ${url.pathname}${url.hash}, an anchor that the page does not have`);
    }
  }
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
// Chromium's own sandbox does not start for root, which is who a container's user often is.
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
const { chosen, count } = await choosePages();
const releases = new Set();
try {
  const context = await browser.newContext();
  await context.route(
    (url) => url.origin !== origin,
    (route) => route.abort(),
  );
  for (const { file, isLargest } of chosen) {
    if (/http-equiv="?refresh/i.test(await readFile(path.join(output, file), "utf8"))) continue; // leads elsewhere
    const page = await context.newPage();
    const told = (message) => problems.push(`${file}: ${message}`);
    watch(page, origin, told);
    const address = base + file.replace(/(^|\/)index\.html$/, "$1");
    await page.setViewportSize(SIZES.phone);
    await page.goto(origin + address.split("/").map(encodeURIComponent).join("/"), { waitUntil: "load" });
    await collect(page, file);
    if (isLargest) {
      await measureShift(page, told);
      await weigh(page, file, told);
    }
    await audit(page, told, isLargest);
    const [language, kind] = file.split("/");
    const isFirstRelease = kind === "press" && file.split("/").length === 4 && !releases.has(language);
    if (isFirstRelease) releases.add(language);
    if (isFirstRelease || isShown(file)) await photograph(page, file.replace(/\.html$/, "").replaceAll("/", "-"));
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
checkLinks(origin);
console.log(JSON.stringify({ pages: count, opened: chosen.length, problems }));
