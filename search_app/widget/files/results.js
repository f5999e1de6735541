// Results in the page or in a dialog: their number, order, filters, a list, and buttons for more.
import { make, marked } from "./service.js?v=%VERSION%";

// What two kinds of list show of one article.
export function hitParts(hit, words, base) {
  const about = make("span", { className: "fehrest-about" });
  if (hit.date) about.append(make("time", { dateTime: hit.date }, words.day(hit.date)));
  if (hit.source) about.append(" · ", make("bdi", {}, hit.source));
  const link = hit.url ?? new URL(`article/${encodeURIComponent(hit.id)}`, base).href;
  return { title: marked(hit.title, hit.title_marks), about, link };
}

export class Results {
  constructor(words, { base, facets, change }) {
    this.words = words;
    this.base = base;
    this.facets = facets;
    this.change = change;
    const { labels } = words;
    this.count = make("p", { className: "fehrest-count", tabIndex: -1 });
    this.sort = make("select", { name: "sort", "aria-label": labels.sort }, ...Object.entries(words.labels.sorts).map(([value, label]) => make("option", { value }, label)));
    this.sort.addEventListener("change", () => change({ sort: this.sort.value, page: 1 }));
    this.filters = make("details", { className: "fehrest-filters" });
    this.filters.addEventListener("change", (event) => this.filtered(event.target));
    this.list = make("ol", { className: "fehrest-hits" });
    this.previous = make("button", { type: "button", className: "fehrest-button" }, labels.previous);
    this.next = make("button", { type: "button", className: "fehrest-button" }, labels.next);
    this.all = make("a", { className: "fehrest-all" }, labels.all);
    this.previous.addEventListener("click", () => this.turn(-1));
    this.next.addEventListener("click", () => this.turn(1));
    const bar = make("div", { className: "fehrest-bar" }, this.count, this.sort);
    const feet = make("div", { className: "fehrest-feet" }, this.previous, this.next, this.all);
    this.element = make("section", { className: "fehrest-results", "aria-label": labels.results, hidden: true }, bar, this.filters, this.list, feet);
  }

  // `typed` is what is in the field; results of other words say so.
  show(found, asked, address, typed) {
    const { words } = this;
    this.element.hidden = false;
    this.page = found.page;
    this.count.replaceChildren(found.total ? words.count(found.total) : words.labels.nothing);
    if (asked.q !== typed) this.count.append(" · ", make("bdi", {}, asked.q));
    this.sort.value = asked.sort || "relevance";
    this.sort.hidden = found.total < 2;
    this.list.start = (found.page - 1) * found.size + 1;
    this.list.replaceChildren(...found.hits.map((hit) => this.hit(hit)));
    this.fillFilters(found.facets, asked);
    // A button that has the focus is not hidden: the focus would be lost.
    this.previous.disabled = found.page <= 1;
    this.next.disabled = !found.next;
    this.previous.hidden = this.next.hidden = found.pages < 2;
    this.all.href = address;
    this.all.hidden = !found.total;
  }

  failed(address) {
    this.element.hidden = false;
    this.list.replaceChildren();
    this.filters.hidden = this.sort.hidden = this.previous.hidden = this.next.hidden = true;
    this.count.textContent = this.words.labels.trouble;
    this.all.hidden = false;
    this.all.href = address;
  }

  focus() {
    this.count.focus({ preventScroll: true });
    this.count.scrollIntoView({ block: "nearest" });
  }

  turn(step) {
    this.change({ page: this.page + step }, () => this.focus());
  }

  hit(hit) {
    const { title, about, link: href } = hitParts(hit, this.words, this.base);
    const link = make("a", { className: "fehrest-title", href, dir: "auto" }, ...title);
    const snippets = hit.snippets.map(({ text, marks, caption }) => make("p", { className: "fehrest-snippet", dir: "auto" }, ...(caption ? [this.caption()] : []), ...marked(text, marks)));
    const { url, alt, width, height } = hit.image ?? {};
    const picture = url ? [make("img", { src: url, alt: alt ?? "", width: width || 160, height: height || 90, loading: "lazy", decoding: "async", className: "fehrest-picture" })] : [];
    return make("li", { className: "fehrest-hit", lang: hit.language, dir: "auto" }, ...picture, make("div", {}, link, ...snippets, about));
  }

  caption() {
    return make("span", { className: "fehrest-about" }, make("bdi", {}, this.words.labels.caption), " ");
  }

  fillFilters(facets, asked) {
    const { words } = this;
    const open = new Map([...this.filters.querySelectorAll("input")].map((box) => [`${box.name} ${box.value}`, box]));
    const focused = open.get(`${document.activeElement?.name} ${document.activeElement?.value}`) && document.activeElement;
    const sets = this.facets.map((name) => [name, facets[name] ?? []]).filter(([, values]) => values.length > 1 || values.some(({ selected }) => selected));
    this.filters.hidden = !sets.length;
    this.filters.replaceChildren(make("summary", {}, words.labels.filters), ...sets.map(([name, values]) => this.set(name, values)));
    if (!focused) return;
    const again = [...this.filters.querySelectorAll("input")].find((box) => box.name === focused.name && box.value === focused.value);
    (again ?? this.count).focus({ preventScroll: true });
  }

  set(name, values) {
    const { words } = this;
    const label = (value, names) => (name === "language" ? words.languages[value] : names?.find(({ language }) => language === words.language)?.name) ?? value;
    const boxes = values.slice(0, 8).map(({ value, count, selected, names }) =>
      make("label", { className: "fehrest-value" }, make("input", { type: "checkbox", name, value, checked: selected }), " ", make("bdi", {}, label(value, names)), " ", make("span", { className: "fehrest-number" }, words.number(count))));
    return make("fieldset", { className: "fehrest-facet" }, make("legend", {}, words.labels.facets[name] ?? name), ...boxes);
  }

  filtered(box) {
    const chosen = {};
    for (const { name, value, checked } of this.filters.querySelectorAll("input")) if (checked) (chosen[name] ??= []).push(value);
    if (box) this.change({ filters: chosen, page: 1 });
  }
}
