// Shows in a page of the preview what its last build found. It is in no page that is published.
(() => {
  "use strict";
  const WORDS = {
    en: { error: ["1 error", "%n errors"], warning: ["1 warning", "%n warnings"], here: "On this page", elsewhere: "On other pages", close: "Close", hint: "Hint", stale: "This page is from %t.", all: "The terminal tells all.", mended: "Nothing is wrong any more." },
    de: { error: ["1 Fehler", "%n Fehler"], warning: ["1 Warnung", "%n Warnungen"], here: "Auf dieser Seite", elsewhere: "Auf anderen Seiten", close: "Schließen", hint: "Abhilfe", stale: "Diese Seite ist von %t.", all: "Das Terminal nennt alle.", mended: "Alles ist behoben." },
    zh: { error: ["1 个错误", "%n 个错误"], warning: ["1 个警告", "%n 个警告"], here: "本页", elsewhere: "其他页面", close: "关闭", hint: "建议", stale: "本页生成于 %t。", all: "终端会列出全部问题。", mended: "问题已全部解决。" },
    fr: { error: ["1 erreur", "%n erreurs"], warning: ["1 avertissement", "%n avertissements"], here: "Sur cette page", elsewhere: "Sur d’autres pages", close: "Fermer", hint: "Conseil", stale: "Cette page date de %t.", all: "Le terminal les indique toutes.", mended: "Tout est corrigé." },
  };
  const words = WORDS[document.documentElement.lang.split("-")[0]] || WORDS.en;
  const count = (kind, n) => words[kind][n === 1 ? 0 : 1].replace("%n", n);

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const host = make("microsite-overlay", {});
  const shadow = host.attachShadow({ mode: "open" });
  const bar = make("button", { class: "bar", type: "button", hidden: "" });
  const panel = make("section", { role: "region", hidden: "" });
  shadow.append(make("link", { rel: "stylesheet", href: "/_/overlay.css" }), bar, panel);
  const banner = make("p", { class: "banner", role: "note", hidden: "" });
  shadow.prepend(banner);
  let closed = "";

  const item = (one) => {
    const place = one.editor ? make("a", { href: one.editor }, one.place) : one.place;
    const parts = [make("p", {}, make("b", {}, one.message))];
    if (one.place) parts.unshift(make("p", {}, place));
    if (one.excerpt.some(Boolean)) {
      const [before, marked, after] = one.excerpt;
      parts.push(make("pre", {}, before, make("mark", {}, marked), after));
    }
    if (one.hint) parts.push(make("p", {}, `${words.hint}: ${one.hint}`));
    return make("li", { class: one.severity }, ...parts);
  };

  const list = (title, found) => (found.length ? [make("h2", {}, title), make("ol", {}, ...found.map(item))] : []);

  const entry = (path) => path.replace(/(\.[\w-]+)?\.(md|yaml)$/, "");
  const isOf = (one, page) => page && (one.path === page || (one.path.endsWith(".yaml") && entry(one.path) === entry(page)));

  const show = (told, text) => {
    const { errors, warnings, findings } = told;
    const page = told.pages[decodeURI(location.pathname)];
    const failed = errors > 0;
    const reason = Object.entries(told.held).find(([path]) => page && entry(path) === entry(page));
    banner.textContent = reason ? reason[1] : "";
    banner.hidden = !reason;
    const counts = [errors && count("error", errors), warnings && count("warning", warnings)].filter(Boolean).join(", ");
    bar.textContent = counts;
    bar.classList.toggle("bad", failed);
    panel.className = failed ? "bad" : "mild";
    const close = make("button", { type: "button" }, words.close);
    close.addEventListener("click", () => { closed = text; hide(); bar.focus(); });
    const stale = failed && told.built ? ` ${words.stale.replace("%t", told.built)}` : "";
    const here = findings.filter((one) => isOf(one, page));
    const others = findings.filter((one) => !isOf(one, page));
    const more = errors + warnings > findings.length ? [make("p", {}, words.all)] : [];
    panel.replaceChildren(
      make("header", {}, make("h1", {}, counts + (counts && "." ) + stale), close),
      ...(here.length ? [...list(words.here, here), ...list(words.elsewhere, others)] : list("", others).slice(1)),
      ...more,
    );
    panel.setAttribute("aria-label", counts);
    const open = failed && closed !== text;
    panel.hidden = !open;
    bar.hidden = open || !counts;
  };
  const hide = () => { panel.hidden = true; bar.hidden = !bar.textContent; };
  bar.addEventListener("click", () => { panel.hidden = false; bar.hidden = true; panel.querySelector("button").focus(); });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") panel.querySelector("header button").click(); });

  const ask = async () => {
    const answer = await fetch("/_/findings.json");
    if (answer.ok) {
      const text = await answer.text();
      const told = JSON.parse(text);
      if (told.pages) show(told, text); // not before the first build
    }
  };
  const listen = () => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/_/news`);
    socket.addEventListener("open", ask);
    socket.addEventListener("message", ask);
    socket.addEventListener("close", () => setTimeout(listen, 1000));
  };
  document.body.prepend(host); // the script is deferred
  listen();
})();
