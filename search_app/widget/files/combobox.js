// A text field with a list below it: an ARIA combobox whose options are in groups (WAI-ARIA Authoring Practices).
// An option is { key, text, link, content, pick }: `link` is an address, `pick` is called with its text.
import { make } from "./service.js?v=%VERSION%";

let number = 0;

export class Combobox {
  // `floating`: the list is in the top layer, over what follows. Else it is in the page, after the form.
  constructor(input, { floating, label }) {
    const id = `fehrest-list-${(number += 1)}`;
    this.input = input;
    this.floating = floating && "popover" in HTMLElement.prototype;
    this.list = make("div", { id, className: "fehrest-panel", role: "listbox", "aria-label": label, hidden: !this.floating });
    if (this.floating) this.list.popover = "manual";
    (input.form ?? input).after(this.list);
    const given = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(given)) input.setAttribute(name, value);
    this.options = [];
    this.active = -1;
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.clicked(event));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    for (const kind of ["resize", "scroll"]) addEventListener(kind, () => this.place(), { passive: true, capture: true });
  }

  get isOpen() {
    return this.input.getAttribute("aria-expanded") === "true";
  }

  // Replace the groups, [label, options]. The active option stays active if it is still there.
  fill(groups, note) {
    const kept = this.options[this.active]?.key;
    this.options = groups.flatMap(([, options]) => options);
    this.list.replaceChildren(...groups.filter(([, options]) => options.length).map(([label, options]) =>
      make("div", { className: "fehrest-group", role: "group", "aria-label": label }, ...options.map((option) => this.element(option)))));
    if (note) this.list.append(make("p", { className: "fehrest-note", role: "presentation" }, note));
    this.activate(kept === undefined ? -1 : this.options.findIndex((option) => option.key === kept));
    if (this.options.length || note) this.open();
    else this.close();
  }

  element(option) {
    const id = `${this.list.id}-${this.options.indexOf(option)}`;
    const more = { id, className: "fehrest-option", role: "option", dir: "auto", "aria-selected": "false" };
    if (option.link) return make("a", { ...more, href: option.link, tabIndex: -1 }, ...option.content);
    return make("div", more, ...option.content);
  }

  open() {
    if (document.activeElement !== this.input) return;
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    if (!this.floating) this.list.hidden = false;
    else if (!this.list.matches(":popover-open")) this.list.showPopover();
    this.place();
  }

  close() {
    this.activate(-1);
    this.input.setAttribute("aria-expanded", "false");
    if (!this.floating) this.list.hidden = true;
    else if (this.list.matches(":popover-open")) this.list.hidePopover();
  }

  // Under the field, as wide as it or wider, within the window.
  place() {
    if (!this.floating || !this.list.matches(":popover-open")) return;
    const { left, right, bottom, width } = this.input.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const wide = Math.min(Math.max(width, 320), room - 16);
    const start = getComputedStyle(this.input).direction === "rtl" ? right - wide : left;
    this.list.style.inlineSize = `${wide}px`;
    this.list.style.left = `${Math.max(8, Math.min(start, room - wide - 8))}px`;
    this.list.style.top = `${bottom + 4}px`;
    this.list.style.maxBlockSize = `${Math.max(160, innerHeight - bottom - 16)}px`;
  }

  activate(at) {
    this.active = at;
    const all = this.list.querySelectorAll("[role=option]");
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (all[at]) this.input.setAttribute("aria-activedescendant", all[at].id);
    else this.input.removeAttribute("aria-activedescendant");
    all[at]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const last = this.options.length - 1;
    const { active } = this;
    const to = {
      ArrowDown: () => (this.isOpen ? this.activate(active === last ? -1 : active + 1) : this.wanted?.()),
      ArrowUp: () => this.isOpen && this.activate(active < 0 ? last : active - 1),
      Home: () => active >= 0 && (this.activate(0), true),
      End: () => active >= 0 && (this.activate(last), true),
      Enter: () => active >= 0 && (this.pick(this.options[active]), true),
      Escape: () => this.isOpen && (this.close(), true),
    }[event.key];
    if (to && to() !== false) event.preventDefault();
    if (event.defaultPrevented) event.stopPropagation();
  }

  clicked(event) {
    const element = event.target.closest("[role=option]");
    const option = element && this.options[[...this.list.querySelectorAll("[role=option]")].indexOf(element)];
    if (option?.link) this.opened?.(option);
    else if (option) this.pick(option);
  }

  pick(option) {
    this.close();
    if (option.link) {
      this.opened?.(option);
      location.assign(option.link);
    } else option.pick(option.text);
  }
}
