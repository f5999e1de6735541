// What both elements need: the service's addresses and texts, and small tools for elements.

const texts = new Map();

// An element with properties, attributes (those with a hyphen, and `role`) and children.
export function make(tag, more = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(more)) {
    if (value === undefined) continue;
    if (name in element && !name.includes("-")) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// A text with [start, end) in code points marked. Nothing is parsed as HTML.
export function marked(text, marks = []) {
  const points = [...text];
  const part = (start, end) => points.slice(start, end).join("");
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(part(at, start), make("mark", {}, part(start, end)));
    at = end;
  }
  return [...parts, part(at)];
}

export class Service {
  constructor(host, base) {
    this.base = base;
    this.key = host.getAttribute("key");
    this.language = host.closest("[lang]")?.lang.split("-")[0] ?? "";
    this.own = JSON.parse(host.getAttribute("labels") || "{}");
  }

  // The texts of the interface in the language of the page around the element.
  async texts() {
    const address = new URL(`widget/texts.json?ui=${encodeURIComponent(this.language)}`, this.base).href;
    if (!texts.has(address)) texts.set(address, this.fetch(address).catch((error) => { texts.delete(address); throw error; }));
    const known = await texts.get(address);
    return { ...known, labels: { ...known.labels, ...this.own } };
  }

  async ask(route, pairs, signal) {
    const address = new URL(`api/v1/${route}`, this.base);
    address.search = new URLSearchParams(this.key ? [...pairs, ["key", this.key]] : pairs);
    return this.fetch(address, signal);
  }

  async fetch(address, signal) {
    const answer = await fetch(address, { signal, credentials: "omit" });
    if (!answer.ok) throw new Error(`${answer.status} from ${address}`);
    return answer.json();
  }
}

// Numbers, dates and counted articles in a language of the interface.
export class Words {
  constructor({ labels, articles, locale, language, languages }) {
    Object.assign(this, { labels, articles, locale, language, languages });
    this.plural = new Intl.PluralRules(locale);
    this.days = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  }

  number(value) {
    return value.toLocaleString(this.locale);
  }

  count(value) {
    const form = this.articles[this.plural.select(value)] ?? this.articles.other;
    return form.replace("{n}", this.number(value));
  }

  // The day as the service wrote it, which is in the time zone of the archive.
  day(iso) {
    return iso ? this.days.format(new Date(`${iso.slice(0, 10)}T00:00Z`)) : "";
  }
}

// One live region for all elements of a page. Only the last of several messages is read.
let region;
let waiting;
export function announce(text) {
  if (!region?.isConnected) {
    region = make("p", { className: "fehrest-live", role: "status" });
    document.body.append(region);
  }
  clearTimeout(waiting);
  waiting = setTimeout(() => { region.textContent = region.textContent === text ? `${text}\u00a0` : text; }, 900);
}

// What has to hold with any stylesheet, or none. A constructed sheet is allowed by every content policy.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.fehrest-live { position: absolute !important; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
fehrest-search [hidden], .fehrest-panel [hidden] { display: none !important; }
fehrest-search, fehrest-related { display: block; }
.fehrest-panel[popover] { position: fixed; inset: auto; margin: 0; padding: 0; box-sizing: border-box; overflow: auto; max-block-size: 70vh; }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
