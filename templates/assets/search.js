// Searches all texts of a language while one types, and those of the others where a reader wants it. Pagefind lies
// beside the page and is loaded when somebody begins to search. What pages are found by is made in microsite/search/,
// and queries are taken apart here in the same way. Without this script the field is not shown, and the lists are.
(() => {
  "use strict";
  const UNSPACED = "\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const unspaced = new RegExp(`[${UNSPACED}]`, "gu");
  const runs = new RegExp(`[${UNSPACED}]+|[^\\s${UNSPACED}]+`, "gu");
  const besideUnspaced = new RegExp(` *([${UNSPACED}]) *`, "gu");
  const grouped = /(?<!\d)\d{1,3}(?:([.,’' \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?!\d)/gu;
  const END = "‖"; // stands between what readers see of a text and what else finds it
  const SHOWN = 8;
  const WORDS = 30; // of an excerpt; characters of a script without spaces count as half of one

  const filter = document.querySelector(".seek");
  const field = filter.querySelector("input[type=search]");
  const everywhere = filter.querySelector("input[type=checkbox]");
  const [found, instead, none, failed] = filter.querySelectorAll("[role=status] > span");
  const list = document.querySelector(".found");
  const further = document.querySelector(".further");
  const { lang } = document.documentElement;

  const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/ß/gu, "ss");
  const spaceOut = (text) => text.replace(unspaced, " $& ").trim();

  // ---- indexes: that of this language, and of the others where they are wanted

  const opened = new Map();
  const open = (address, tag) => {
    if (!opened.has(address)) {
      const loading = import(`${address}pagefind.js`).then(async (pagefind) => {
        const ranking = { metaWeights: { title: 5, names: 4 }, pageLength: 0.3 };
        await pagefind.options({ baseUrl: "/", noWorker: true, ranking });
        return { pagefind, address, tag };
      });
      loading.catch(() => opened.delete(address)); // one may try again
      opened.set(address, loading);
    }
    return opened.get(address);
  };
  const here = () => open(location.pathname, lang);
  const others = () =>
    [...document.querySelectorAll(".switcher a:not([aria-current])")].map((link) =>
      open(new URL(link.href).pathname, link.hreflang),
    );

  // ---- queries

  // A word, or what stands together in a script without spaces: that is found within longer words.
  const takeApart = (query) =>
    (query.normalize("NFKC").replace(grouped, (figure) => figure.replace(/\D/gu, "")).match(runs) ?? []).filter((part) =>
      /[\p{L}\p{N}]/u.test(part),
    );

  // The pages with one part, by id: a score and what loads the page.
  const look = async (index, part) => {
    const spaced = spaceOut(part);
    const { results } = await index.pagefind.search(spaced);
    const exact = new Map((await index.pagefind.search(`"${spaced}"`)).results.map((result) => [result.id, result]));
    if (spaced.includes(" ")) {
      const together = results.filter(({ id }) => exact.has(id));
      return new Map(together.map((result) => [result.id, { ...result, words: exact.get(result.id).words }]));
    }
    const isSure = exact.size > 0 || !/^\p{L}{4,}$/u.test(part) || (await doHave(results, plain(part)));
    return new Map(isSure ? results.map((result) => [result.id, result]) : []);
  };

  // Whether pages have a word: for one that it does not know, Pagefind finds any that begins as that does.
  const doHave = async (results, word) => {
    const pages = await Promise.all(results.slice(0, 3).map((result) => result.data()));
    return pages.some(({ meta, content }) => plain(`${meta.title} ${meta.names} ${content}`).includes(word));
  };

  const merge = (looks, isEach) => {
    const merged = new Map();
    for (const results of looks) {
      for (const [id, result] of results) {
        if (isEach && !looks.every((other) => other.has(id))) continue;
        const known = merged.get(id) ?? { score: 0, locations: [], load: result.data };
        known.score += result.score;
        known.locations.push(...result.words);
        merged.set(id, known);
      }
    }
    return [...merged.values()].sort((one, other) => other.score - one.score);
  };

  // The pages with all parts; where there is none, with any of them, misspelt ones mended.
  const search = async (index, parts) => {
    const looks = await Promise.all(parts.map((part) => look(index, part)));
    const exact = merge(looks, true);
    if (exact.length) return { results: exact, parts };
    const mended = await Promise.all(parts.map((part, at) => (looks[at].size ? part : mend(index, part))));
    const again = await Promise.all(mended.map((part, at) => (part === parts[at] ? looks[at] : look(index, part))));
    const all = merge(again, true);
    return { results: all.length ? all : merge(again, false), parts: mended };
  };

  const mend = async (index, part) => {
    const word = plain(part);
    if (word.length < 4) return part;
    index.vocabulary ??= fetch(`${index.address}words.json`).then((response) => response.json());
    let nearest = part;
    let least = word.length > 5 ? 3 : 2;
    for (const candidate of await index.vocabulary) {
      const steps = distance(word, candidate, least);
      if (steps < least) [least, nearest] = [steps, candidate];
    }
    return nearest;
  };

  // How many letters differ, are lacking, too many, or changed places; `most` if it is more.
  const distance = (word, other, most) => {
    if (Math.abs(word.length - other.length) >= most) return most;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= word.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const isSame = word[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
        const hasTurned = i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1];
        if (hasTurned) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) >= most) return most;
      [before, last] = [last, row];
    }
    return Math.min(last.at(-1), most);
  };

  // ---- what is shown

  const join = (text) => text.replace(besideUnspaced, "$1");

  // Some words around the first that was found, with all of them marked.
  const excerpt = (content, locations) => {
    const words = content.split(/\s+/u);
    const end = words.indexOf(END) < 0 ? words.length : words.lastIndexOf(END);
    const hits = new Set(locations.filter((at) => at < end));
    const first = hits.size ? Math.min(...hits) : 0;
    const isUnspaced = (word) => word !== undefined && word.search(unspaced) >= 0;
    const length = isUnspaced(words[first]) ? WORDS * 2 : WORDS;
    const start = Math.max(0, Math.min(first - Math.floor(length / 4), end - length));
    const nodes = [];
    for (let at = start; at < Math.min(end, start + length); at += 1) {
      const isApart = at > start && !isUnspaced(words[at]) && !isUnspaced(words[at - 1]);
      if (isApart) nodes.push(" ");
      const mark = document.createElement("mark");
      mark.textContent = words[at];
      nodes.push(hits.has(at) ? mark : words[at]);
    }
    return [start > 0 ? "… " : "", ...nodes, start + length < end ? " …" : ""];
  };

  const show = async ({ load, locations, tag }) => {
    const page = await load();
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: page.url });
    link.textContent = join(page.meta.title);
    const text = document.createElement("p");
    text.append(...excerpt(page.content, locations));
    if (tag !== lang) item.lang = link.hreflang = tag;
    item.append(link, text);
    return item;
  };

  let turn = 0;
  let waiting = [];
  const showMore = async (mine) => {
    const items = await Promise.all(waiting.slice(0, SHOWN).map(show));
    if (mine !== turn) return;
    waiting = waiting.slice(SHOWN);
    list.append(...items);
    further.hidden = waiting.length === 0;
  };

  const update = async () => {
    const query = field.value.trim();
    const mine = (turn += 1);
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll(".switcher a")) {
      link.search = address.search;
    }
    const parts = takeApart(query);
    let outcomes = [];
    let isBroken = false;
    try {
      if (parts.length) {
        outcomes = [await find(await here(), parts)];
        const isWide = everywhere?.checked || outcomes[0].results.length === 0;
        if (isWide) outcomes.push(...(await Promise.all(others().map(async (index) => find(await index, parts)))));
      }
    } catch (error) {
      console.error(error);
      isBroken = true;
    }
    if (mine !== turn) return; // somebody typed on
    const used = outcomes.find((outcome) => outcome.results.length)?.parts ?? parts;
    waiting = outcomes.flatMap((outcome) => outcome.results);
    const count = waiting.length;
    const isMended = used.some((part, at) => part !== parts[at]);
    list.replaceChildren();
    await showMore(mine);
    if (mine !== turn) return;
    found.querySelector("b").textContent = count.toLocaleString(lang);
    instead.querySelector("b").textContent = used.join(" ");
    found.hidden = count === 0 || isMended;
    instead.hidden = count === 0 || !isMended;
    none.hidden = parts.length === 0 || count > 0 || isBroken;
    failed.hidden = !isBroken;
    list.dataset.query = query;
  };
  const find = async (index, parts) => {
    const outcome = await search(index, parts);
    for (const result of outcome.results) result.tag = index.tag;
    return outcome;
  };

  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(update, 150);
  };
  field.addEventListener("focus", () => here().catch(() => {}), { once: true });
  field.addEventListener("input", (event) => {
    if (!event.isComposing) soon();
  });
  field.addEventListener("compositionend", soon);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || !field.value) return;
    event.preventDefault();
    field.value = "";
    update();
  });
  everywhere?.addEventListener("change", update);
  further.addEventListener("click", async () => {
    const next = list.children.length;
    await showMore(turn);
    list.children[next]?.querySelector("a").focus();
  });
  filter.hidden = false;
  field.value = new URL(location.href).searchParams.get("q") ?? field.value;
  if (field.value) update();
})();
