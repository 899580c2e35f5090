// Ids for headings, explicit ones ({#id}) and made ones, and links from the table of contents to them.

const EXPLICIT = /\s*\{#([\w-]+)\}\s*$/;

function slug(text, used) {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, "").trim().replace(/\s+/g, "-");
  const times = used.get(plain) ?? 0;
  used.set(plain, times + 1);
  return times ? `${plain}-${times}` : plain;
}

export function headings(md) {
  md.core.ruler.push("headings", (state) => {
    const used = new Map();
    state.tokens.forEach((token, at) => {
      if (token.type !== "heading_open") return;
      const inline = state.tokens[at + 1];
      const explicit = EXPLICIT.exec(inline.content);
      if (explicit) {
        const last = inline.children.at(-1);
        last.content = last.content.replace(EXPLICIT, "");
      }
      token.attrSet("id", explicit ? explicit[1] : slug(inline.content, used));
    });
  });
}

/** The headings of a page's HTML: its layout gets nothing else of the text. */
export function contents(html) {
  return [...html.matchAll(/<h([23]) id="([^"]*)">(.*?)<\/h\1>/g)].map(([, level, id, text]) => ({ level, id, text }));
}
