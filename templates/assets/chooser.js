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

  // "zh-CN" and "zh-Hans" are both zh-Hans-CN in full, so that they can be compared. "no" is "nb" to readers.
  const full = (tag) => {
    try {
      const { language, script, region } = new Intl.Locale(tag).maximize();
      return { language: language === "no" ? "nb" : language, script, region };
    } catch {
      return { language: tag.split("-")[0], script: "", region: "" };
    }
  };

  // Of the same language, the same script matters more than the same region; of equals, the first.
  const find = (links, tag) => {
    const wanted = full(tag);
    const alike = ({ script, region }) => 2 * (script === wanted.script) + (region === wanted.region);
    const known = links.map((link) => ({ link, own: full(link.lang) }));
    const same = known.filter(({ own }) => own.language === wanted.language);
    same.sort((one, other) => alike(other.own) - alike(one.own));
    return same[0]?.link;
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
  document.querySelector(".choices").classList.add("settled");
  for (const link of links) {
    link.addEventListener("click", () => store(link.dataset.language));
  }
})();
