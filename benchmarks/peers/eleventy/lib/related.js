// What else to read beside a release: others that share terms with it.

const SHOWN = 3;
const LEAST = 2;
const NEWEST = 12;

/** Things by the year of the release that `item` finds for each, in the order of their first. */
export function byYear(things, item = (thing) => thing) {
  const found = new Map();
  for (const thing of things) {
    const year = item(thing).date.getUTCFullYear();
    if (!found.has(year)) found.set(year, []);
    found.get(year).push(thing);
  }
  return found;
}

/** The releases that each is related to; they begin with the oldest. What has most in common comes first, then the
 * newest. None is of a later year, and of each term the newest releases are looked at. */
export function relate(items) {
  const known = new Map();
  const found = new Map();
  for (const group of byYear(items.keys(), (place) => items[place]).values()) {
    for (const place of group) {
      for (const term of items[place].data.terms ?? []) {
        if (!known.has(term)) known.set(term, []);
        known.get(term).push(place);
      }
    }
    for (const place of group) {
      const shared = new Map();
      for (const term of items[place].data.terms ?? []) {
        for (const other of known.get(term).slice(-NEWEST)) shared.set(other, (shared.get(other) ?? 0) + 1);
      }
      shared.delete(place);
      const near = [...shared].filter(([, common]) => common >= LEAST).sort((a, b) => b[1] - a[1] || b[0] - a[0]);
      if (near.length) found.set(items[place], near.slice(0, SHOWN).map(([other]) => items[other]));
    }
  }
  return found;
}
