// Copies a release or its address, and shares it. What a browser cannot do has no button: copying needs HTTPS.
(() => {
  "use strict";
  const box = document.querySelector(".copying");
  if (!box) return;
  const status = box.parentNode.querySelector("[role=status]");
  const link = box.parentNode.querySelector(".url").textContent;
  const heading = document.querySelector("h1");
  const title = heading.innerText.trim().replaceAll("\u00a0", " "); // what its lines are held together by

  const text = () =>
    [...document.querySelectorAll(".text > header > :is(h1, .lead), .prose"), box.previousElementSibling]
      .map((part) => (part === heading ? title : part.innerText.trim()))
      .join("\n\n");
  const acts = {
    text: navigator.clipboard && (() => navigator.clipboard.writeText(text())),
    link: navigator.clipboard && (() => navigator.clipboard.writeText(link)),
    share: navigator.share && (() => navigator.share({ title, url: link })),
  };

  for (const button of box.querySelectorAll("button")) {
    const act = acts[button.dataset.copy];
    button.hidden = !act;
    button.addEventListener("click", async () => {
      status.textContent = ""; // so that the same words are told again
      try {
        await act();
        status.textContent = button.dataset.done ?? "";
      } catch (error) {
        if (error.name !== "AbortError") status.textContent = status.dataset.refused; // who closes the sheet knows it
      }
    });
  }
  box.hidden = false;
})();
