// Lets the keyboard reach what is wider than its place and scrolls sideways: code and tables. Some browsers do so by
// themselves; without this script, a mouse or a finger still can.
(() => {
  "use strict";
  const look = () => {
    for (const box of document.querySelectorAll("pre, .prose table")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", look);
  look();
})();
