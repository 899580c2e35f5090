// Filters the glossary while one types. What an entry is found by stands in its data-search, folded as here (see
// microsite/i18n/searching.py), with the tones of pinyin as raised digits: readers type them as digits, or leave them
// out. Without this script the field is not shown, and the index is all there.
(() => {
  "use strict";
  const plain = { ß: "ss", ø: "o", ł: "l", đ: "d", ħ: "h", ı: "i", æ: "ae", œ: "oe", ء: "ا", ٱ: "ا", ـ: "" };
  const fold = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[ßøłđħıæœءٱـ]/gu, (letter) => plain[letter])
      .replace(/\p{Pd}/gu, " ")
      .replace(/[ʼ\p{M}\p{P}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, "");

  const filter = document.querySelector(".filter");
  const field = filter.querySelector("input");
  const [found, none] = filter.querySelectorAll("[role=status] > span");
  const letters = document.querySelector(".letters");
  const sections = [...document.querySelectorAll(".letter")].map((section) => ({
    section,
    items: [...section.querySelectorAll("[data-search]")].map((item) => {
      const toned = item.dataset.search;
      return { item, text: [toned.normalize("NFKD"), toned.replace(/[¹²³⁴⁵]/gu, "")].join("\n") };
    }),
    letter: letters?.querySelector(`[data-letter="${section.dataset.letter}"]`),
  }));

  const update = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { section, items, letter } of sections) {
      let isEmpty = true;
      for (const { item, text } of items) {
        item.hidden = !words.every((word) => text.includes(word));
        if (!item.hidden) {
          count += 1;
          isEmpty = false;
        }
      }
      section.hidden = isEmpty;
      if (letter) letter.hidden = isEmpty;
    }
    found.querySelector("b").textContent = count.toLocaleString(document.documentElement.lang);
    found.hidden = words.length === 0 || count === 0;
    none.hidden = count > 0;
    if (letters) letters.hidden = count === 0;
  };

  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || !field.value) return;
    event.preventDefault();
    field.value = "";
    update();
  });
  addEventListener("pageshow", update); // the browser may bring back what was typed
  filter.hidden = false;
})();
