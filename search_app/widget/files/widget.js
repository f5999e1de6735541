// <fehrest-search> and <fehrest-related>. Until somebody uses them, this file is all that is loaded.
const base = new URL(".", import.meta.url);
const load = (name) => import(new URL(`widget/${name}.js?v=%VERSION%`, base).href);

class FehrestSearch extends HTMLElement {
  connectedCallback() {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.start());
    else this.start();
  }

  start() {
    if (this.input || !this.isConnected) return;
    const theirs = this.getAttribute("for");
    this.mode = theirs ? "dropdown" : this.getAttribute("mode") || "inline";
    this.form = theirs ? document.getElementById(theirs)?.form : this.querySelector("form") ?? this.plainForm();
    this.input = theirs ? document.getElementById(theirs) : this.form.elements.q;
    if (theirs && !this.input) return console.error(`fehrest-search: no input has the id "${theirs}".`);
    const place = [...document.querySelectorAll("fehrest-search")].indexOf(this);
    this.slotName = `fehrest ${place} ${location.pathname}${location.search}`;
    this.waking = (event) => this.wake(event);
    this.input?.addEventListener("focus", this.waking, { once: true });
    // A word may be half composed when the other half of this file arrives.
    for (const type of ["compositionstart", "compositionend"]) {
      this.input?.addEventListener(type, () => { this.composing = type === "compositionstart"; });
    }
    if (this.mode === "dialog") this.form.addEventListener("submit", this.waking);
    const shortcut = this.getAttribute("shortcut");
    if (shortcut) document.addEventListener("keydown", (event) => this.pressed(event, shortcut));
    const came = performance.getEntriesByType("navigation")[0]?.type;
    if (this.input && document.activeElement === this.input) this.wake();
    else if (came === "back_forward" && this.kept()) this.wake();
  }

  // The page of the service, or of the theme, does the search where this file's other half cannot be had.
  async wake(event) {
    if (this.search) return;
    if (event?.type === "submit") event.preventDefault();
    try {
      this.loading ??= load("search").then((part) => part.start(this, base));
      this.search = await this.loading;
      if (event?.type === "submit" || event?.type === "keydown") this.search.show();
    } catch (error) {
      this.loading = undefined;
      console.error(error);
      if (event?.type === "submit") this.form.submit();
    }
  }

  // By the place of the key, so that it works on every keyboard layout: "Slash" or "Control+KeyK".
  pressed(event, shortcut) {
    const [code, control] = shortcut.split("+").reverse();
    const held = event.ctrlKey || event.metaKey;
    const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.code !== code || held !== !!control || event.altKey || event.isComposing || (writes && !held)) return;
    event.preventDefault();
    if (this.mode !== "dialog") this.input.focus();
    else if (this.search) this.search.show();
    else this.wake(event);
  }

  kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this.slotName));
    } catch {
      return null;
    }
  }

  plainForm() {
    const make = (tag, more) => Object.assign(document.createElement(tag), more);
    const form = make("form", { action: base.href, role: "search", className: "fehrest-form" });
    const input = make("input", { name: "q", type: "search", dir: "auto", ariaLabel: "Search", maxLength: 1000 });
    form.append(...(this.mode === "dialog" ? [] : [input]), make("button", { textContent: "Search" }));
    this.append(form);
    return form;
  }
}

class FehrestRelated extends HTMLElement {
  connectedCallback() {
    const near = new IntersectionObserver(([seen]) => {
      if (!seen.isIntersecting) return;
      near.disconnect();
      load("related").then((part) => part.show(this, base), console.error);
    }, { rootMargin: "300px" });
    near.observe(this);
  }
}

customElements.define("fehrest-search", FehrestSearch);
customElements.define("fehrest-related", FehrestRelated);
