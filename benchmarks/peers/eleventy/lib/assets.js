import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";

/** Addresses with a digest by file name, and orders Eleventy to copy the files there. */
export function fingerprint(folder, config) {
  const urls = {};
  for (const name of readdirSync(folder)) {
    const digest = createHash("sha256").update(readFileSync(`${folder}/${name}`)).digest("hex").slice(0, 8);
    urls[name] = `/assets/${name.replace(".", `.${digest}.`)}`;
    config.addPassthroughCopy({ [`${folder}/${name}`]: urls[name] });
  }
  return urls;
}
