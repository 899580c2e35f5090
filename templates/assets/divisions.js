// Shows a year or a topic of a list in the place of the list, without a page load. What it shows is fetched from the
// page of that year or topic, whose address it then has; the links to the others stay where they are, with the focus.
// Without this script, and where something goes wrong, the links lead to those pages.
(() => {
  "use strict";
  const LINKS = ".title :is(.every, .divisions) a";
  const SHOWN = [".switcher", ".menu ul", ".breadcrumbs", ".title h1", ".title .lead", ".listed", ".printed"];
  const TOLD = "link[rel=canonical], link[rel=alternate]";

  // Screen readers hear what changes in an element that was there before.
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "visually-hidden";
  document.body.append(said);

  const load = async (address) => {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!response.ok || !page.querySelector(".listed")) throw new Error(`no list at ${address}`);
    return page;
  };

  const show = (page) => {
    for (const part of SHOWN) {
      const [mine, theirs] = [document, page].map((one) => one.querySelector(part));
      if (mine && theirs) mine.replaceWith(theirs);
    }
    // The list knows all years and topics, the page of one not all of the others.
    if (page.querySelector(".every [aria-current]")) {
      for (const nav of document.querySelectorAll(".title .divisions")) nav.remove();
      document.querySelector(".title .every").after(...page.querySelectorAll(".title .divisions"));
    }
    for (const link of document.querySelectorAll(LINKS)) {
      if (link.href === location.href) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = page.title;
    for (const link of document.head.querySelectorAll(TOLD)) link.remove();
    document.head.append(...page.head.querySelectorAll(TOLD));
    said.textContent = [".title h1", ".title .lead"].map((part) => document.querySelector(part).textContent).join(": ");
  };

  let [latest, path] = [0, location.pathname];
  const go = async (address, isNew) => {
    latest += 1;
    const turn = latest;
    document.querySelector(".listed").setAttribute("aria-busy", "true");
    try {
      const page = await load(address);
      if (turn !== latest) return; // the reader has gone on
      if (isNew) history.pushState(null, "", address);
      path = location.pathname;
      show(page);
    } catch {
      if (turn === latest) location.assign(address);
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(LINKS);
    if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.href, link.pathname !== location.pathname);
  });
  // Also told of links within the page, such as the one that skips the menu.
  addEventListener("popstate", () => location.pathname !== path && go(location.href, false));
})();
