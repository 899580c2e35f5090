// Copies a release or its address, and shares it. What a browser cannot do has no button: copying needs HTTPS.
(() => {
  "use strict";
  const box = document.querySelector(".copying");
  if (!box) return;
  const status = box.parentNode.querySelector("[role=status]");
  const link = box.parentNode.querySelector(".url").textContent;
  const title = () => document.querySelector("h1").innerText.trim().replaceAll("\u00a0", " "); // held together by it

  const text = () =>
    [...document.querySelectorAll(".text > header > :is(h1, .lead), .prose"), box.previousElementSibling]
      .map((part) => (part.matches("h1") ? title() : part.innerText.trim()))
      .join("\n\n");
  const acts = {
    text: navigator.clipboard && (() => navigator.clipboard.writeText(text())),
    link: navigator.clipboard && (() => navigator.clipboard.writeText(link)),
    share: navigator.share && (() => navigator.share({ title: title(), url: link })),
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
