// Puts the reader's language first and marks it; never leads anywhere by itself. Without it the page is plain links.
(() => {
  "use strict";
  const key = "microsite.language";

  const stored = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage is switched off: the choice is not remembered.
    }
  };

  const store = (language) => {
    try {
      localStorage.setItem(key, language);
    } catch {
      // As above.
    }
  };

  // "zh-CN" and "zh-Hans" are both zh-Hans-CN in full, so that they can be compared.
  const full = (tag) => {
    try {
      return new Intl.Locale(tag).maximize();
    } catch {
      return { language: tag.split("-")[0], script: "" };
    }
  };

  const find = (links, tag) => {
    const wanted = full(tag);
    const same = links.filter((link) => full(link.lang).language === wanted.language);
    return same.find((link) => full(link.lang).script === wanted.script) ?? same[0];
  };

  const links = [...document.querySelectorAll("a[data-language]")];
  const remembered = stored();
  const preferred =
    links.find((link) => link.dataset.language === remembered) ??
    navigator.languages.map((tag) => find(links, tag)).find(Boolean);

  if (preferred) {
    const item = preferred.closest("li");
    item.parentElement.prepend(item);
    item.classList.add("preferred");
    preferred.querySelector(".suggested").hidden = false;
  }
  for (const link of links) {
    link.addEventListener("click", () => store(link.dataset.language));
  }
})();
