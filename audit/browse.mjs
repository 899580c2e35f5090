// Open the pages of a built site in Chromium, and print what a visitor would stumble over as JSON on standard output.
//
// node browse.mjs OUTPUT CHROMIUM
//
// A page passes if every request is answered from the site itself, no script fails, its own policy forbids nothing that
// it does, nothing is wider than a phone of 320 px, axe finds nothing against WCAG 2.2 A and AA in light or dark, also
// with a term's note open, the glossary filtered or something searched, and every link leads to a page and an anchor
// that exist.
//
// Pages of one language and type are alike: of a site with many, the largest few of each are opened. The largest is
// looked at more closely: on a desktop, with letters set apart or twice as large (WCAG 1.4.12, 1.4.4), whether anything
// moves while it loads, and what it weighs.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { findTypes, openSite } from "./site.mjs";

const [output, executablePath] = process.argv.slice(2);
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };
const MANY = 100; // pages: fewer are all opened
const OF_A_TYPE = 2;
const MOST_SHIFT = 0.01; // of the score of layout shifts, of which 0.1 is called good (Web Vitals)
const MOST_BYTES = 14_000; // of the page, its style sheets and scripts, compressed by gzip
const SPACED = // WCAG 1.4.12
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
  "p { margin-bottom: 2em !important }";

const site = await openSite(output);
const problems = [];
const anchors = new Map(); // the ids of each page, by its address
const links = new Map(); // the first page that uses a link, by the link

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
}

/** Whether a page fits where readers have set its letters otherwise, and whether a desktop shows anything worse. */
async function lookClosely(page, told) {
  await fit(page, told, "with letters set apart", SPACED);
  await page.setViewportSize(PHONE);
  await fit(page, told, "with letters twice as large", "html { font-size: 200% !important }");
  await page.setViewportSize(DESKTOP);
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
  for (const name of new Set([file, ...named.map((url) => site.fileOf(new URL(url).pathname))])) {
    bytes += gzipSync(await site.read(name)).length;
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

function checkLinks(origin) {
  for (const [link, address] of links) {
    const url = new URL(link);
    if (url.origin !== origin) continue;
    const target = site.fileOf(url.pathname);
    const id = decodeURIComponent(url.hash.slice(1));
    if (!target) problems.push(`${address}: links to ${url.pathname}, which is not there`);
    else if (id && anchors.has(target) && !anchors.get(target).has(id)) {
      problems.push(`${address}: links to ${url.pathname}${url.hash}, an anchor that the page does not have`);
    }
  }
}

// Chromium's own sandbox does not start for root, which is who a container's user often is.
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
const types = await findTypes(site);
const count = types.reduce((sum, { pages }) => sum + pages.length, 0);
let opened = 0;
try {
  const context = await browser.newContext();
  await context.route(
    (url) => url.origin !== site.origin,
    (route) => route.abort(),
  );
  for (const { pages } of types) {
    for (const [place, file] of (count > MANY ? pages.slice(0, OF_A_TYPE) : pages).entries()) {
      const page = await context.newPage();
      const told = (message) => problems.push(`${file}: ${message}`);
      watch(page, site.origin, told);
      await page.setViewportSize(PHONE);
      await page.goto(site.addressOf(file), { waitUntil: "load" });
      await collect(page, file);
      if (place === 0) {
        await measureShift(page, told);
        await weigh(page, file, told);
      }
      await audit(page, told, place === 0);
      await page.close();
      opened += 1;
    }
  }
} finally {
  await browser.close();
  site.close();
}
checkLinks(site.origin);
console.log(JSON.stringify({ pages: count, opened, problems }));
