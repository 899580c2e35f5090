// Shows what a term means beside its link: under the mouse, at the keyboard's focus, at the first tap (the second one
// follows the link). Escape and a tap elsewhere close it, as the browser does with every popover. Without this script a
// link is a link.
(() => {
  "use strict";
  if (!("popover" in HTMLElement.prototype)) return;
  const GAP = 8;
  let link, note, timer, wasOpen, isMouse;

  const linkOf = (event) => event.target.closest?.("a.term");
  const noteOf = (link) => document.getElementById(link.getAttribute("aria-describedby"))?.closest("[popover]");
  const later = (task, delay) => {
    clearTimeout(timer);
    timer = setTimeout(task, delay);
  };

  // Below the link if there is room, else above it, and within the window: the term stays in sight. A link that the
  // window has yet to scroll to has its note below, until one can see how much room there is.
  const place = () => {
    const at = link.getBoundingClientRect();
    const { width, height } = note.getBoundingClientRect();
    const start = getComputedStyle(link).direction === "rtl" ? at.right - width : at.left;
    const end = document.documentElement.clientWidth - width - GAP;
    const below = at.bottom + GAP;
    const above = at.top - GAP - height;
    const isAbove = at.bottom <= innerHeight && below + height > innerHeight && above >= 0;
    note.style.left = `${scrollX + Math.max(GAP, Math.min(start, end))}px`;
    note.style.top = `${scrollY + (isAbove ? above : below)}px`;
  };

  const show = (next) => {
    clearTimeout(timer);
    if (!noteOf(next)) return;
    [link, note] = [next, noteOf(next)];
    if (!note.matches(":popover-open")) note.showPopover();
    place();
  };

  const hideIfLeft = () => {
    if (note && !link.matches(":hover, :focus-visible") && !note.matches(":hover, :focus-within")) note.hidePopover();
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const found = linkOf(event);
    if (found) later(() => show(found), 150);
    else if (note?.contains(event.target)) clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && (linkOf(event) || note?.contains(event.target))) later(hideIfLeft, 250);
  });
  document.addEventListener("focusin", (event) => {
    const found = linkOf(event);
    if (found?.matches(":focus-visible")) show(found);
  });
  document.addEventListener("scrollend", () => {
    if (note?.matches(":popover-open")) place();
  });
  document.addEventListener("focusout", () => later(hideIfLeft, 0));
  // A tap closes what is open before it becomes a click: so whether it was open is asked when the finger comes down.
  document.addEventListener("pointerdown", (event) => {
    const found = linkOf(event);
    isMouse = event.pointerType === "mouse";
    wasOpen = found && found === link && note.matches(":popover-open");
  });
  document.addEventListener("click", (event) => {
    const found = linkOf(event);
    const isTap = event.detail > 0 && isMouse === false; // Enter is a click, too, of no pointer
    if (!found || !isTap || wasOpen || !noteOf(found)) return;
    event.preventDefault();
    show(found);
  });
})();
