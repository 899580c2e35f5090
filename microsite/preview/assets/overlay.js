// Shows in a page of the preview what its last build found. It is in no page that is published.
(() => {
  "use strict";
  const CLOSED = "microsite-closed";
  const page = document.documentElement;
  const path = location.pathname;
  let { load: loaded } = document.currentScript.dataset; // the build that this page is of
  let sent; // the page before its scripts ran
  const isDesk = location.pathname.startsWith("/_/"); // such a page tells by itself what is wrong

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const english = (name, ...children) => make(name, { lang: "en", dir: "ltr" }, ...children);

  const host = make("microsite-overlay", {});
  const shadow = host.attachShadow({ mode: "open" });
  const frame = make("div", {});
  const stale = make("p", { class: "banner bad", role: "note", hidden: "" });
  const banner = make("p", { class: "banner", role: "note", hidden: "" });
  const bar = make("nav", { class: "bar" });
  const counter = make("button", { type: "button", hidden: "" });
  const panel = make("section", { role: "region", hidden: "" });
  frame.append(stale, banner, bar, panel);
  shadow.append(make("link", { rel: "stylesheet", href: "/_/overlay.css" }), frame);

  let words, counts, rules, numbers;
  const speak = (told) => {
    ({ words, counts } = told);
    rules = new Intl.PluralRules(told.lang);
    numbers = new Intl.NumberFormat(told.lang);
    frame.lang = told.lang;
    frame.dir = told.dir;
  };
  const count = (kind, n) => (counts[kind][rules.select(n)] || counts[kind].other).replace("{n}", numbers.format(n));
  const list = (parts) => new Intl.ListFormat(frame.lang, { type: "conjunction" }).format(parts);

  const act = (word, action) => {
    const button = make("button", { type: "button" }, word);
    button.addEventListener("click", action);
    return make("p", { class: "act" }, button);
  };
  const item = (one, ...more) => {
    const parts = [];
    if (one.place) parts.push(make("p", { dir: "ltr" }, one.editor ? make("a", { href: one.editor }, one.place) : one.place));
    parts.push(make("p", { lang: "en", dir: "ltr" }, make("b", {}, one.message)));
    if (one.excerpt.some(Boolean)) {
      const [before, marked, after] = one.excerpt;
      parts.push(make("pre", { lang: "", dir: "auto" }, before, make("mark", {}, marked), after));
    }
    if (one.hint) parts.push(make("p", {}, words.hint + words.colon, english("span", one.hint)));
    return make("li", { class: one.severity }, ...parts, ...more);
  };
  const group = (title, items) =>
    items.length ? [...(title ? [make("h3", {}, title)] : []), make("ol", {}, ...items)] : [];

  // What is found in the page beside its elements; gives the items of the list, from which one gets there and back.
  let beside;
  const listHere = (here, own, isFresh) => {
    const items = new Map();
    const marks = new Map();
    for (const one of here) {
      const place = one.beside[own];
      const element = (place && findElement(place, isFresh)) || (one.head && document.querySelector("h1"));
      const lead = element ? [act(words.beside, () => (hide(), go(element)))] : [];
      items.set(one, item(one, ...lead));
      if (element) marks.set(element, [...(marks.get(element) || []), one]);
    }
    const back = (one) => act(words.list, () => {
      beside.close();
      openPanel();
      items.get(one).querySelector(".act button").focus();
    });
    const ordered = [...marks].sort(([a], [b]) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const go = beside.show(ordered.map(([element, found]) => {
      const errors = found.filter((one) => one.severity === "error").length;
      const label = list([errors && count("error", errors), found.length - errors && count("warning", found.length - errors)].filter(Boolean));
      const content = [make("ol", {}, ...found.map((one) => item(one, back(one))))];
      const says = found.map((one) => one.message).join("\n");
      return { element, label, says, severity: errors ? "error" : "warning", content };
    }));
    return [...items.values()];
  };

  const entry = (path) => path.replace(/(\.[\w-]+)?\.(md|yaml)$/, "");
  const isOf = (path, own) => own && (path === own || (path.endsWith(".yaml") && entry(path) === entry(own)));
  const isOfAll = (path) => path === "content/site.yaml" || !path.startsWith("content/");

  // Since when the page is not what its files say: the time, "" if nobody knows; undefined if it is.
  const since = (told, own) => {
    if (!told.whole) return told.built;
    const found = Object.entries(told.stands).filter(([path]) => isOf(path, own) || isOfAll(path));
    return found.length ? found[0][1] : undefined;
  };

  const links = (own) => {
    const [, key, language] = /^content\/(.+)\.([\w-]+)\.md$/.exec(own || "") || [];
    const lang = encodeURIComponent(page.lang);
    const compare = key && `/_/compare/${key.split("/").map(encodeURIComponent).join("/")}?second=${language}&lang=${lang}`;
    return [
      ...(compare ? [make("a", { href: compare }, words.compare)] : []),
      make("a", { href: `/_/status?lang=${lang}` }, words.status),
    ];
  };

  const show = (told) => {
    const { errors, warnings, findings } = told;
    const { own } = told;
    const reason = Object.entries(told.held).find(([path]) => own && entry(path) === entry(own));
    banner.textContent = reason ? told.reasons[reason[1]][frame.lang] : "";
    banner.hidden = !reason;
    const time = errors ? since(told, own) : undefined;
    const phrase = time ? words.since.replace("{time}", time.slice(0, 5)) : words.earlier;
    stale.textContent = time === undefined ? "" : phrase.replace("{errors}", count("error", errors));
    stale.hidden = time === undefined;
    const total = list([errors && count("error", errors), warnings && count("warning", warnings)].filter(Boolean));
    counter.textContent = total;
    bar.classList.toggle("bad", errors > 0);
    bar.setAttribute("aria-label", words.status);
    bar.replaceChildren(counter, ...links(own));
    panel.className = errors ? "bad" : "mild";
    panel.setAttribute("aria-label", total);
    const shown = JSON.stringify(findings.filter((one) => one.severity === "error"));
    const close = make("button", { type: "button" }, words.close);
    close.addEventListener("click", () => {
      sessionStorage.setItem(CLOSED, shown);
      hide();
      counter.focus();
    });
    const here = listHere(findings.filter((one) => isOf(one.path, own)), own, !errors);
    const others = findings.filter((one) => !isOf(one.path, own));
    panel.replaceChildren(
      make("header", {}, make("h2", {}, total), close),
      ...group(here.length ? words.here : "", here),
      ...group(here.length ? words.elsewhere : "", others.map((one) => item(one))),
      ...(errors + warnings > findings.length ? [make("p", {}, words.all)] : []),
    );
    const open = errors > 0 && !isDesk && sessionStorage.getItem(CLOSED) !== shown;
    panel.hidden = !open;
    bar.hidden = open;
    counter.hidden = !total;
  };
  const hide = () => {
    panel.hidden = true;
    bar.hidden = false;
  };
  const openPanel = () => {
    panel.hidden = false;
    bar.hidden = true;
  };
  counter.addEventListener("click", () => {
    openPanel();
    panel.querySelector("button").focus();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.querySelector("header button").click();
  });

  // A style sheet that has another name by now takes the place of the former one, once it is there.
  const plain = (path) => path.replace(/\.[0-9a-f]{8}\.css$/, "");
  const dress = (styles) => {
    for (const old of document.querySelectorAll("link[rel~=stylesheet]")) {
      const path = new URL(old.href).pathname;
      const wanted = styles.find((one) => plain(one) === plain(path));
      if (!wanted || wanted === path) continue;
      const fresh = old.cloneNode();
      fresh.href = wanted;
      fresh.addEventListener("load", () => old.remove());
      fresh.addEventListener("error", () => fresh.remove());
      old.after(fresh);
    }
  };

  const fetchFindings = async () => {
    const answer = await fetch(`/_/findings.json?page=${encodeURIComponent(location.pathname)}`);
    return answer.ok ? answer.json() : {};
  };
  const tell = (told) => {
    if (told.load === undefined) return; // not before the first build
    if (isDesk && page.dataset.at !== String(told.tried)) location.reload(); // it shows what files say, even broken ones
    dress(told.styles);
    show(told);
  };

  // Takes the page as it is now without loading it, where that is the same; one after the other.
  let [turn, isAsked] = [Promise.resolve(), false];
  const take = async () => {
    isAsked = false;
    const [answer, told] = await Promise.all([fetch(location.href), fetchFindings()]);
    if (answer.ok && location.pathname === path && exchange(await answer.text())) {
      loaded = String(told.load);
      tell(told);
    } else location.reload();
  };
  const takeSoon = () => {
    if (!isAsked) turn = turn.then(take, take);
    isAsked = true;
  };

  const ask = async (event) => {
    const told = await fetchFindings();
    // A build that ended while the page was on its way could not tell it so. Later ones tell by livereload.
    if (event.type === "open" && !isDesk && told.load !== undefined && loaded !== String(told.load)) takeSoon();
    else tell(told);
  };
  const listen = () => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/_/news`);
    socket.addEventListener("open", ask);
    socket.addEventListener("message", ask);
    socket.addEventListener("close", () => setTimeout(listen, 1000));
  };

  let findElement, exchange;
  const begin = async () => {
    document.body.prepend(host);
    const modules = ["beside", "swap"].map((name) => import(`/_/${name}.js`));
    const told = await fetch(`/_/words.json?lang=${encodeURIComponent(page.lang)}`);
    speak(await told.json());
    const [{ findElement: find, makeLayer }, { makeExchange }] = await Promise.all(modules);
    findElement = find;
    exchange = makeExchange(sent, host);
    beside = makeLayer(make);
    frame.prepend(beside.layer);
    listen();
    if (isDesk) return;
    // livereload asks those who have a name first, and loads the page where nobody says that it is done.
    const Taker = class {
      reload() {
        takeSoon();
        return true;
      }
    };
    window.LiveReload?.addPlugin(Object.assign(Taker, { identifier: "microsite", version: "1" }));
  };
  document.addEventListener("readystatechange", () => {
    sent = document.implementation.createHTMLDocument("").importNode(page, true); // there, no picture is loaded again
  }, { once: true });
  document.addEventListener("DOMContentLoaded", begin);
})();
