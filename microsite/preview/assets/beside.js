// Marks in the margin of a page of the preview: what its last build found stands beside what it is about.
const BLOCKS = new Set(["p", "h", "ul", "ol", "blockquote", "pre", "hr", "table", "dl", "div"]);
const nameOf = (element) => element.localName.replace(/^h[1-6]$/, "h").replace(/^figure$/, "p");
const inside = (element) => {
  if (element.localName === "table") return [...element.rows];
  const children = [...element.children];
  return ["li", "dd"].includes(element.localName) ? children.filter((one) => BLOCKS.has(nameOf(one))) : children;
};

// The element of a place; undefined unless the page has just what the text has there.
export const findElement = ({ select, steps, says }, isFresh) => {
  const found = document.querySelectorAll(select);
  if (found.length !== 1 || !(says || isFresh)) return undefined;
  let [element] = found;
  for (const [names, index] of steps) {
    const children = inside(element);
    if (children.map(nameOf).join(" ") !== names) return undefined;
    element = children[index];
  }
  return element.textContent.replace(/[^\p{L}\p{N}]/gu, "").includes(says) ? element : undefined;
};

// A layer above the page, which takes no room: the page stays as it is published.
export const makeLayer = (make) => {
  const layer = make("div", { class: "layer" });
  let marks = [];
  const place = () => {
    const { left, top } = layer.getBoundingClientRect();
    for (const { button, card, element } of marks) {
      const box = element.getBoundingClientRect();
      const margin = (element.closest(".prose") || element).getBoundingClientRect();
      const isRtl = getComputedStyle(element).direction === "rtl";
      const edge = isRtl ? Math.min(margin.right, document.documentElement.clientWidth - 14) : Math.max(margin.left - 14, 0);
      button.hidden = !box.height;
      button.style.translate = `${edge - left}px ${box.top - top}px`;
      const width = Math.min(Math.max(margin.width, 280), document.documentElement.clientWidth - 16);
      card.style.width = `${width}px`;
      const start = isRtl ? margin.right - width : margin.left;
      const most = document.documentElement.clientWidth - width - 8;
      card.style.translate = `${Math.max(8, Math.min(start, most)) - left}px ${box.bottom - top + 4}px`;
    }
  };
  const close = () => {
    for (const { button, card } of marks) {
      card.hidden = true;
      button.setAttribute("aria-expanded", "false");
    }
  };
  const open = (mark) => {
    close();
    mark.card.hidden = false;
    mark.button.setAttribute("aria-expanded", "true");
    place();
  };
  const observer = new ResizeObserver(place);
  observer.observe(document.body);
  addEventListener("resize", place);
  layer.addEventListener("keydown", (event) => {
    const mark = marks.find(({ button, card }) => !card.hidden && (button === event.target || card.contains(event.target)));
    if (event.key !== "Escape" || !mark) return;
    close();
    mark.button.focus();
  });

  // Shows marks anew: each is { element, label, says, severity, content }; one that was open stays so. Gives what opens each.
  const show = (wanted) => {
    const opened = marks.filter(({ card }) => !card.hidden).map(({ element }) => element);
    marks = wanted.map(({ element, label, says, severity, content }) => {
      const button = make("button", { type: "button", class: `beside ${severity}`, lang: "en", "aria-label": says, title: says });
      const named = { class: `card ${severity}`, role: "region", "aria-label": label, hidden: "" };
      const card = make("section", named, ...content);
      const mark = { button, card, element };
      button.setAttribute("aria-expanded", "false");
      button.addEventListener("click", () => (card.hidden ? open(mark) : close()));
      return mark;
    });
    layer.replaceChildren(...marks.flatMap(({ button, card }) => [button, card]));
    for (const mark of marks) if (opened.includes(mark.element)) open(mark);
    place();
    return (element) => {
      const mark = marks.find((one) => one.element === element);
      open(mark);
      element.scrollIntoView({ block: "center" });
      mark.button.focus({ preventScroll: true });
    };
  };
  return { layer, show, close };
};
