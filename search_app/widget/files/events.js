// Reports finished queries and opened hits, where the service stores them. No cookie, no identifier.
// A query counts once: after Enter, a chosen completion, a click on a hit, or a pause.
// After a pause it is held, because readers think while they type: if they go on with it, it does not count.
const PAUSE = 4000;
const HOLD = 20000;

export class Events {
  constructor(search) {
    this.search = search;
    this.counted = new Set();
    const { form, input, box, results } = search;
    input.addEventListener("input", () => this.typed(input.value.trim()));
    addEventListener("pagehide", () => this.held && this.finish());
    document.addEventListener("visibilitychange", () => document.hidden && this.held && this.finish());
    // Before the search itself hears of it.
    (form ?? input.form)?.addEventListener("submit", () => this.chosen(input.value.trim()), true);
    box.opened = ({ key, rank }) => (rank ? this.click(key.slice(4), rank) : this.finish());
    for (const kind of ["click", "auxclick"]) results?.list.addEventListener(kind, (event) => this.clicked(event), true);
  }

  // The results are still those of the held text, or of its completion.
  typed(text) {
    this.typing = true;
    clearTimeout(this.timer);
    if (this.held && !text.startsWith(this.held)) this.finish();
    this.held = "";
    this.text = text;
  }

  hold() {
    this.held = this.text;
    this.timer = setTimeout(() => this.finish(), HOLD);
  }

  // Results of a query are on the screen.
  shown({ q, filters }, { total, hits }) {
    const fixed = this.search.fixed;
    const chosen = Object.entries(filters).flatMap(([name, values]) => values.map((value) => [name, value]));
    this.query = { query: q, filters: String(new URLSearchParams([...fixed, ...chosen])), total };
    this.hits = hits;
    clearTimeout(this.timer);
    // Nobody typed: the back button brought them.
    if (this.typing === undefined) this.counted.add(q);
    if (this.typing) this.timer = setTimeout(() => this.hold(), PAUSE);
    else this.finish();
  }

  // The query is finished, and its results may still be on their way.
  chosen(text) {
    this.typing = false;
    clearTimeout(this.timer);
    if (this.query?.query === text) this.finish();
    else if (!this.search.results) this.send({ type: "query", query: text });
  }

  finish() {
    this.held = "";
    if (this.query) this.send({ type: "query", ...this.query });
  }

  click(id, rank) {
    this.finish();
    const { query, filters } = this.query;
    this.send({ type: "click", query, filters, id, rank });
  }

  clicked(event) {
    const { list } = this.search.results;
    const item = event.target.closest("a.fehrest-title") && event.target.closest(".fehrest-hit");
    const at = [...list.children].indexOf(item);
    if (at >= 0 && event.button < 2) this.click(this.hits[at].id, list.start + at);
  }

  send(event) {
    if (event.type === "query") {
      if (!event.query || this.counted.has(event.query)) return;
      this.counted.add(event.query);
    }
    const { base, key } = this.search.service;
    const address = new URL("api/v1/events", base);
    if (key) address.searchParams.set("key", key);
    const body = JSON.stringify({ events: [{ ...event, language: this.search.words.locale.slice(0, 2), source: "widget" }] });
    // Like sendBeacon, which would send cookies. Plain text needs no preflight.
    fetch(address, { method: "POST", body, keepalive: true, credentials: "omit", mode: "no-cors" }).catch(() => {});
  }
}
