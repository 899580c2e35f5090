// Puts what is new of a page in the place of what was there. All the rest stays: where one has scrolled to, what is
// open, what has the focus, what somebody typed.
const check = (isSure) => {
  if (!isSure) throw new Error("the page has to be loaded");
};
const write = (elements) => elements.map((one) => one.outerHTML).join("\n");
const isAlike = (one, other) => one.nodeName === other.nodeName;

// The scripts of a page: data is none.
const isScript = (one) => one.matches("script") && !one.type.endsWith("json");
const scripts = (page) => [...page.querySelectorAll("script")].filter(isScript);

// A page without what the preview puts into it.
const strip = (page) => {
  for (const one of page.querySelectorAll('script:is([src^="/livereload.js"], [src^="/_/"])')) one.remove();
  return page;
};
const parse = (text) => {
  const page = new DOMParser().parseFromString(text, "text/html").documentElement;
  for (const one of page.querySelectorAll("noscript")) one.textContent = one.innerHTML; // as where scripts run
  return strip(page);
};

const swapAttributes = (live, was, is) => {
  for (const { name } of [...was.attributes, ...is.attributes]) {
    const value = is.getAttribute(name);
    if (value === was.getAttribute(name)) continue;
    if (value === null) live.removeAttribute(name);
    else live.setAttribute(name, value);
  }
};

// Makes of a node of the page, which `was` something and may have been changed by scripts, what it `is` now. Of what it
// holds, `passed` is nobody's.
const swap = (live, was, is, passed) => {
  if (was.isEqualNode(is)) return;
  if (!(live instanceof Element)) {
    check(live.nodeValue === was.nodeValue);
    live.nodeValue = is.nodeValue;
    return;
  }
  swapAttributes(live, was, is);
  const mine = [...live.childNodes].filter((one) => one !== passed);
  const [before, after] = [[...was.childNodes], [...is.childNodes]];
  check(mine.length === before.length && mine.every((one, at) => isAlike(one, before[at])));
  const most = Math.min(before.length, after.length);
  let [start, end] = [0, 0];
  while (start < most && before[start].isEqualNode(after[start])) start += 1;
  while (end < most - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end += 1;
  const [gone, came] = [mine.slice(start, mine.length - end), after.slice(start, after.length - end)];
  if (gone.length === came.length && gone.every((one, at) => isAlike(one, came[at]))) {
    gone.forEach((one, at) => swap(one, before[start + at], came[at]));
    return;
  }
  const next = mine[start + gone.length] || null;
  for (const one of came) live.insertBefore(document.importNode(one, true), next);
  for (const one of gone) one.remove();
};

// In a head, what only tells about the page has no order. Style sheets are exchanged by who knows their new names.
const isTold = (one) => !one.matches("base, style, meta[http-equiv], link[rel~=stylesheet], noscript");
const plain = (text) => text.replace(/\.[0-9a-f]{8}\.css\b/g, "");
const swapHead = (was, is) => {
  const [before, after] = [was, is].map((head) => [...head.children].filter((one) => !isScript(one)));
  const [firm, firmNow] = [before, after].map((all) => plain(write(all.filter((one) => !isTold(one)))));
  check(firm === firmNow);
  const without = (all, others) => all.filter((one) => isTold(one) && !others.some((other) => other.isEqualNode(one)));
  for (const gone of without(before, after)) [...document.head.children].find((one) => one.isEqualNode(gone)).remove();
  document.head.append(...without(after, before).map((one) => document.importNode(one, true)));
};

// Gives what takes the text of the page as it is now, and says false where the page has to be loaded for that. `sent` is
// the page as it was before any script ran that waits for its end. Each of its scripts must say that it bears other
// elements in the place of those that it has seen. `passed` stands in the body and is not of the page.
export const makeExchange = (sent, passed) => (text) => {
  const page = parse(text);
  if (strip(sent).isEqualNode(page)) return true;
  try {
    const [[head, body], [newHead, newBody]] = [sent, page].map((one) => one.querySelectorAll(":scope > :is(head, body)"));
    check(page.cloneNode().isEqualNode(sent.cloneNode()));
    check(scripts(sent).every((one) => "stays" in one.dataset) && write(scripts(sent)) === write(scripts(page)));
    swapHead(head, newHead);
    swap(document.body, body, newBody, passed);
    sent = page;
  } catch {
    return false;
  }
  dispatchEvent(new Event("resize")); // who looks at how much room there is looks again
  return true;
};
