// The half of <fehrest-search> that is loaded when somebody begins to use it.
import { Combobox } from "./combobox.js?v=%VERSION%";
import { Results, hitParts } from "./results.js?v=%VERSION%";
import { Service, Words, announce, make, marked } from "./service.js?v=%VERSION%";

const PAUSE = 140;
const LEAST = 2;

export async function start(host, base) {
  const service = new Service(host, base);
  const texts = await service.texts();
  const search = new Search(host, service, new Words(texts));
  // Only where the service stores them, and neither the page nor the reader objects.
  if (texts.events && host.getAttribute("events") !== "off" && !navigator.globalPrivacyControl) {
    search.events = new (await import("./events.js?v=%VERSION%")).Events(search);
  }
  return search;
}

class Search {
  constructor(host, service, words) {
    Object.assign(this, { host, service, words });
    const { mode } = host;
    const { labels } = words;
    this.state = { q: "", filters: {}, sort: "", page: 1 };
    this.fixed = [...new URLSearchParams(host.getAttribute("filters") ?? "")];
    if (!host.hasAttribute("for")) {
      this.fixed.push(...[...host.form.elements].filter((field) => field.type === "hidden").map(({ name, value }) => [name, value]));
    }
    if (mode === "dialog") this.makeDialog();
    else Object.assign(this, { form: host.form, input: host.input });
    this.box = new Combobox(this.input, { floating: mode === "dropdown", label: labels.suggestions });
    this.box.wanted = () => (this.typed(), true);
    if (mode !== "dropdown") {
      const facets = (host.getAttribute("facets") ?? "category language year").split(" ").filter(Boolean);
      const fixed = new Set(this.fixed.map(([name]) => name));
      const change = (more, then) => this.results_(more).then(then);
      this.results = new Results(words, { base: service.base, facets: facets.filter((name) => !fixed.has(name)), change });
      this.box.list.after(this.results.element);
      this.form.addEventListener("submit", (event) => this.submitted(event));
    }
    this.input.addEventListener("input", (event) => { if (!event.isComposing) this.later(); });
    this.input.addEventListener("compositionstart", () => clearTimeout(this.timer));
    this.input.addEventListener("compositionend", () => this.later());
    addEventListener("pagehide", () => this.keep());
    this.restore();
    if (document.activeElement === this.input && this.input.value && !this.state.q && !host.composing) this.later();
  }

  // What to search in: the size, and filters that the page has chosen.
  pairs({ q, filters, sort, page }, size) {
    const chosen = Object.entries(filters).flatMap(([name, values]) => values.map((value) => [name, value]));
    const rest = [["sort", sort], ["page", page > 1 ? String(page) : ""], ["size", size ?? ""]].filter(([, value]) => value);
    return [["q", q], ...this.fixed, ...chosen, ...rest];
  }

  // The same search on the full page.
  address(state = this.state) {
    const page = new URL(this.host.hasAttribute("for") ? this.service.base : this.form.action);
    page.search = new URLSearchParams(this.pairs(state));
    return page.href;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.typed(), PAUSE);
  }

  // Ask for completions and results. An answer to an earlier question is never shown.
  async typed() {
    const q = this.input.value.trim();
    this.asking?.abort();
    if ([...q].length < LEAST) return this.box.close();
    const { signal } = (this.asking = new AbortController());
    const { labels } = this.words;
    try {
      const state = { q, filters: {}, sort: "", page: 1 };
      const first = this.host.getAttribute("suggestions") === "off" ? [] : this.complete(q, signal);
      const found = this.results ? this.results_(state) : this.search(state, signal);
      // Neither is waited for alone: a failure of both is reported once.
      found.catch(() => {});
      const completions = await first;
      if (signal.aborted) return;
      this.box.fill([[labels.suggestions, completions.map((one) => this.option(one))]]);
      const total = (await found)?.total;
      if (signal.aborted) return;
      // A word that is half typed is no word of any article: what it may become is shown.
      const better = total === 0 && completions.length ? { ...state, q: completions[0].text } : state;
      if (this.results) return better !== state && (await this.results_(better));
      this.offer(completions, better === state ? await found : await this.search(better, signal), better, signal);
    } catch (error) {
      if (!signal.aborted) this.box.fill([], labels.trouble);
    }
  }

  // Words and names that begin so. Titles are left out: the articles themselves are shown.
  async complete(q, signal) {
    const languages = this.fixed.filter(([name]) => name === "language");
    const only = languages.length === 1 ? languages : [];
    const { suggestions } = await this.service.ask("suggest", [["q", q], ["size", "8"], ...only], signal);
    return suggestions.filter(({ text, kind }) => text !== q && kind !== "title").slice(0, 5);
  }

  search(state, signal) {
    return this.service.ask("search", this.pairs(state, this.host.getAttribute("size") ?? (this.results ? "10" : "5")), signal);
  }

  option({ text, mark, count }) {
    const number = count ? [" ", make("span", { className: "fehrest-number" }, this.words.number(count))] : [];
    const content = [make("span", {}, ...marked(text, mark ? [mark] : [])), ...number];
    return { key: `word ${text}`, text, content, pick: (chosen) => this.chosen(chosen) };
  }

  offer(completions, found, state, signal) {
    if (signal.aborted) return;
    const { labels } = this.words;
    const hits = found.hits.map((hit, at) => {
      const { title, about, link } = hitParts(hit, this.words, this.service.base);
      return { key: `hit ${hit.id}`, rank: at + 1, link, content: [make("span", { className: "fehrest-title" }, ...title), about] };
    });
    const content = [make("span", { className: "fehrest-all" }, `${labels.all} (${this.words.number(found.total)})`)];
    const all = found.total ? [{ key: "all", link: this.address(state), content }] : [];
    const groups = [[labels.suggestions, completions.map((one) => this.option(one))], [labels.results, hits], [labels.all, all]];
    this.box.fill(groups, found.total ? "" : labels.nothing);
    this.events?.shown(state, found);
    announce(found.total ? this.words.count(found.total) : labels.nothing);
  }

  chosen(text) {
    this.input.value = text;
    this.events?.chosen(text);
    this.box.close();
    if (this.results) this.results_({ q: text, page: 1, filters: {} });
    else this.input.form?.requestSubmit();
  }

  submitted(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    this.asking?.abort();
    this.box.close();
    const q = this.input.value.trim();
    // Where results cannot be had here, the full page may do better.
    this.results_({ q, page: 1, filters: {} }, () => location.assign(this.address()));
  }

  // Show the results of the state with these changes.
  async results_(more, otherwise) {
    const state = { ...this.state, ...more };
    if (this.shown === JSON.stringify(state)) return;
    this.state = state;
    const mine = (this.turn = (this.turn ?? 0) + 1);
    this.searching?.abort();
    const { signal } = (this.searching = new AbortController());
    try {
      const found = await this.search(state, signal);
      if (mine !== this.turn) return;
      this.shown = JSON.stringify(state);
      this.results.show(found, state, this.address(), this.input.value.trim());
      this.events?.shown(state, found);
      announce(found.total ? this.words.count(found.total) : this.words.labels.nothing);
      return found;
    } catch (error) {
      if (mine !== this.turn || error.name === "AbortError") return;
      this.shown = undefined;
      if (otherwise) otherwise();
      else this.results.failed(this.address());
    }
  }

  makeDialog() {
    const { labels } = this.words;
    const { action } = this.host.form;
    this.input = make("input", { name: "q", type: "search", dir: "auto", "aria-label": labels.search, className: "fehrest-input", maxLength: 1000, enterKeyHint: "search" });
    const close = make("button", { type: "button", className: "fehrest-button" }, labels.close);
    close.addEventListener("click", () => this.dialog.close());
    this.form = make("form", { action, role: "search", className: "fehrest-form" }, this.input, close);
    this.dialog = make("dialog", { className: "fehrest-dialog", "aria-label": labels.search }, this.form);
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
    this.host.append(this.dialog);
    this.host.form.addEventListener("submit", (event) => { event.preventDefault(); this.show(); });
  }

  show() {
    if (!this.dialog) return this.input.focus();
    const typed = this.host.form.elements.q?.value;
    if (typed) this.input.value = typed;
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    if (this.input.value) this.later();
  }

  // Leaving the page and coming back shows the same results, where the browser did not keep the page itself.
  keep() {
    const open = Boolean(this.dialog?.open);
    const value = this.state.q && this.results ? JSON.stringify({ state: this.state, open, y: scrollY }) : null;
    try {
      if (value) sessionStorage.setItem(this.host.slotName, value);
      else sessionStorage.removeItem(this.host.slotName);
    } catch {
      // Storage may be forbidden. Then the results are not restored.
    }
  }

  async restore() {
    const kept = this.host.kept();
    if (!kept || !this.results || performance.getEntriesByType("navigation")[0]?.type !== "back_forward") return;
    this.input.value = kept.state.q;
    if (kept.open) this.dialog?.showModal();
    await this.results_(kept.state);
    scrollTo(0, kept.y);
  }
}
