import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Addresses with a digest by file name, and orders Eleventy to copy the files there. */
export function fingerprint(folder, config) {
  const urls = {};
  for (const name of ["style.css", "icon.svg"]) {
    const digest = createHash("sha256").update(readFileSync(`${folder}/${name}`)).digest("hex").slice(0, 8);
    urls[name] = `/assets/${name.replace(".", `.${digest}.`)}`;
    config.addPassthroughCopy({ [`${folder}/${name}`]: urls[name] });
  }
  return urls;
}
