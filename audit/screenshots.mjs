// Photograph the largest page of each type of a built site, in each language, and print how many as JSON.
//
// node screenshots.mjs OUTPUT CHROMIUM FOLDER
//
// On a telephone, a tablet and a desktop, in light and in dark, and on paper: FOLDER/press/de-phone-dark.png.

import path from "node:path";
import { chromium } from "playwright-core";
import { findTypes, openSite } from "./site.mjs";

const [output, executablePath, folder] = process.argv.slice(2);
const SCREENS = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1280, height: 900 },
};
const PAPER = { width: 643, height: 972 }; // A4 with margins of 2 cm, at 96 pixels an inch

const site = await openSite(output);
const types = await findTypes(site);
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
let pictures = 0;
try {
  const page = await browser.newPage();
  for (const { language, type, pages } of types) {
    await page.setViewportSize(SCREENS.phone);
    await page.emulateMedia({ media: "screen", colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(site.addressOf(pages[0]), { waitUntil: "load" });
    const photograph = async (name) => {
      await page.evaluate(async () => {
        for (const image of document.images) image.loading = "eager"; // also what stands below the first screen
        await Promise.allSettled([...document.images].map((image) => image.decode()));
      });
      const file = `${[language, name].filter(Boolean).join("-")}.png`;
      await page.screenshot({ path: path.join(folder, type, file), fullPage: true });
      pictures += 1;
    };
    for (const [screen, size] of Object.entries(SCREENS)) {
      await page.setViewportSize(size);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await photograph(`${screen}-${colorScheme}`);
      }
    }
    await page.setViewportSize(PAPER);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await photograph("paper");
  }
} finally {
  await browser.close();
  site.close();
}
console.log(JSON.stringify({ pages: types.length, pictures }));
