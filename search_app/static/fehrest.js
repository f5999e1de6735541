// Enhances the page; everything works without it.
const on = (target, kind, task, how) => target.addEventListener(kind, task, how);
const byId = (id, page = document) => page.getElementById(id);
const form = document.querySelector("form[role=search]");
const box = form.elements.q;
const said = byId("said");
const trouble = byId("trouble");
const retry = trouble.querySelector("button");
const REGIONS = ["content", "kept", "switch", "foot"];
const HEAD = "link[rel=canonical], link[rel=alternate], link[rel=prev], link[rel=next], meta[name=robots]";
const home = new URL(form.action).pathname;
const bare = (url) => String(url).split("#")[0];
const isLive = (page = document) => page.querySelector("main[data-live]");
const later = (task, wait) => {
  const run = () => { run.cancel(); run.timer = setTimeout(task, wait); };
  run.cancel = () => clearTimeout(run.timer);
  return run;
};
const keys = (event) => event.altKey || event.ctrlKey || event.metaKey;
const own = (event) => event.preventDefault();
const say = (text) => { said.textContent = text; };

// Results: fetch a page and replace regions.

let shown = bare(location);
let underway;
let typing = false;

async function visit(url, { push = true, quiet = false, top = false, y = null, cache = "default" } = {}) {
  underway?.abort();
  const { signal } = (underway = new AbortController());
  const asked = box.value;
  const busy = setTimeout(() => byId("content").setAttribute("aria-busy", "true"), 150);
  let answer, text;
  try {
    answer = await fetch(url, { signal, cache });
    if (answer.status === 503) throw answer;
    text = await answer.text();
  } catch {
    if (signal.aborted || quiet) return;
    trouble.hidden = false;
    retry.onclick = () => visit(url, { push, top, y });
    return;
  } finally {
    clearTimeout(busy);
    if (!signal.aborted) byId("content").removeAttribute("aria-busy");
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!isLive(page) || asset(page) !== asset(document)) return location.assign(url);
  trouble.hidden = true;
  const place = remember();
  if (push) history.pushState({ y: 0 }, "", answer.url);
  else history.replaceState({ y: y ?? scrollY }, "", answer.url);
  shown = bare(location);
  show(page, typing || box.value !== asked);
  restore(place, top);
  if (top) byId("content").scrollIntoView();
  if (y !== null) scrollTo(0, y);
  say(document.querySelector("h1").textContent.trim());
}

const asset = (page) => page.querySelector("script[type=module]")?.getAttribute("src");

function show(page, typed) {
  document.title = page.title;
  document.head.querySelectorAll(HEAD).forEach((old) => old.remove());
  document.head.append(...page.head.querySelectorAll(HEAD));
  document.body.className = page.body.className;
  for (const id of REGIONS) {
    const fresh = byId(id, page);
    if (fresh) byId(id)?.replaceWith(document.adoptNode(fresh));
  }
  for (const fresh of page.querySelectorAll("form[role=search] input[name]:not([type=hidden])")) {
    const old = form.elements[fresh.name];
    if (fresh.type === "checkbox") old.checked = fresh.checked;
    else if (!(typed && old === document.activeElement)) old.value = fresh.defaultValue;
  }
  brush();
}

// An element by its heading and name, without its count.
function nameOf(element) {
  if (element.id) return `#${element.id}`;
  const part = element.closest("section, nav, form, figure");
  const heading = part?.ariaLabel ?? part?.querySelector("h2, h3")?.textContent ?? "";
  const text = element.ariaLabel ?? (element.querySelector("bdi") ?? element).textContent;
  return `${heading}|${element.localName}|${text.trim()}`;
}

function remember() {
  const active = document.activeElement;
  const opened = [...document.querySelectorAll("#content details[open] > summary")].map(nameOf);
  return { opened, focus: active?.closest("#content, #switch") && nameOf(active) };
}

function restore({ opened, focus }, top) {
  const main = byId("content");
  main.querySelectorAll("summary").forEach((one) => { one.parentElement.open ||= opened.includes(nameOf(one)); });
  if (!focus) return;
  const all = top ? [] : [...main.querySelectorAll("a, button, input, summary, select")];
  (all.find((element) => nameOf(element) === focus) ?? main).focus({ preventScroll: true });
}

function addressOf(sent) {
  const query = new URLSearchParams([...new FormData(sent)].filter(([, value]) => value !== ""));
  return sent.action + (query.size ? `?${query}` : "");
}

on(document, "click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || keys(event) || event.shiftKey) return;
  const url = new URL(link.getAttribute("href"), location);
  const ours = isLive() && url.origin === location.origin && url.pathname === home;
  if (!ours || url.hash || link.matches("[target], [download], [hreflang]")) return;
  own(event);
  typing = false;
  visit(url.href, { top: link.closest("[data-top]") !== null || !link.closest("#content") });
});

on(document, "submit", (event) => {
  const sent = event.target;
  rest();
  typing = false;
  if (!isLive() || sent.method !== "get" || new URL(sent.action).pathname !== home) return;
  own(event);
  const url = addressOf(sent);
  visit(url, { push: url !== shown, top: sent === form });
  // Close a phone's keyboard.
  if (sent === form && matchMedia("(pointer: coarse)").matches) byId("content").focus();
});

on(window, "popstate", (event) => {
  if (bare(location) === shown) return;
  if (!isLive()) return location.reload();
  typing = false;
  visit(location.href, { push: false, y: event.state?.y ?? 0, cache: "force-cache" });
});
on(window, "scroll", later(() => history.replaceState({ y: scrollY }, ""), 250), { passive: true });
on(window, "online", () => { if (!trouble.hidden) retry.click(); });

// Results while typing: one entry in the history.
const instant = later(() => {
  const url = addressOf(form);
  if (!isLive() || box.value.trim().length < 2 || url === shown) return;
  const push = !typing;
  typing = true;
  visit(url, { push, quiet: true });
}, 400);

// Suggestions: a combobox with a list (WAI-ARIA Authoring Practices).

const list = document.createElement("ul");
Object.assign(list, { id: "suggestions", hidden: true, role: "listbox", ariaLabel: box.labels[0].textContent });
box.parentElement.append(list);
Object.assign(box, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
box.setAttribute("aria-controls", list.id);

let asking;
let active = -1;
const rest = () => { close(); instant.cancel(); };

function close() {
  asking?.abort();
  suggest.cancel();
  list.hidden = true;
  activate(-1);
  box.ariaExpanded = "false";
}

function activate(at) {
  active = at;
  [...list.children].forEach((option, place) => (option.ariaSelected = String(place === at)));
  const option = list.children[at];
  if (option) box.setAttribute("aria-activedescendant", option.id);
  else box.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function choose(option) {
  box.value = option.dataset.text;
  close();
  form.requestSubmit();
}

async function fetchSuggestions() {
  asking?.abort();
  if (box.value.trim().length < 2) return close();
  asking = new AbortController();
  try {
    const { signal } = asking;
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`, { signal });
    if (answer.ok && document.activeElement === box) offer((await answer.json()).suggestions);
  } catch {
    // None, then.
  }
}
const suggest = later(fetchSuggestions, 120);

function offer(found) {
  list.replaceChildren(...found.map(({ text, html, count }, at) => {
    const option = document.createElement("li");
    const innerHTML = count ? `${html} <small>${digits(count)}</small>` : html;
    option.dataset.text = text;
    return Object.assign(option, { id: `suggestion-${at}`, dir: "auto", role: "option", innerHTML });
  }));
  activate(-1);
  list.hidden = found.length === 0;
  box.ariaExpanded = String(found.length > 0);
  if (found.length) say(said.dataset.suggestions.replace("{n}", digits(found.length)));
}
const digits = (n) => n.toLocaleString(document.documentElement.lang);
const typed = () => { suggest(); instant(); };
on(box, "input", (event) => { if (!event.isComposing) typed(); });
on(box, "compositionstart", rest);
on(box, "compositionend", typed);
on(box, "blur", close);
on(list, "pointerdown", own);
on(list, "click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) choose(option);
});
on(box, "keydown", (event) => {
  if (event.isComposing || keys(event)) return;
  const last = list.children.length - 1;
  const open = !list.hidden;
  const to = {
    ArrowDown: () => (open ? activate(active === last ? -1 : active + 1) : fetchSuggestions()),
    ArrowUp: () => open && activate(active === -1 ? last : active - 1),
    Home: () => active >= 0 && (activate(0), true),
    End: () => active >= 0 && (activate(last), true),
    Enter: () => active >= 0 && (choose(list.children[active]), true),
    Escape: () => open && (close(), true),
  }[event.key];
  if (to && to() !== false) own(event);
});

// The timeline: drag over bars, or Shift and arrow keys, choose a span.

function brush() {
  const chart = document.querySelector("[data-brush]");
  const bars = [...(chart?.querySelectorAll("a") ?? [])];
  if (!bars.length) return;
  const middle = (bar) => { const { x, width } = bar.getBoundingClientRect(); return x + width / 2; };
  const away = (bar, x) => Math.abs(middle(bar) - x);
  const nearest = (x) => bars.reduce((best, bar) => (away(bar, x) < away(best, x) ? bar : best));
  let start = null;
  let ends = [];
  const mark = (...chosen) => {
    ends = chosen.sort((one, other) => bars.indexOf(one) - bars.indexOf(other));
    const [first, last] = ends.map((bar) => bars.indexOf(bar));
    bars.forEach((bar, at) => bar.toggleAttribute("data-on", at >= first && at <= last));
  };
  const apply = () => {
    const url = new URL(location);
    url.searchParams.set("from", ends[0].dataset.from);
    url.searchParams.set("to", ends[1].dataset.to);
    for (const name of ["year", "page"]) url.searchParams.delete(name);
    visit(url.href);
  };
  const stop = () => { start = null; mark(); };
  on(chart, "pointerdown", (event) => { start = event.button === 0 ? event.clientX : null; });
  on(chart, "pointermove", (event) => {
    if (start === null || (!ends.length && Math.abs(event.clientX - start) < 6)) return;
    chart.setPointerCapture(event.pointerId);
    mark(nearest(start), nearest(event.clientX));
  });
  on(chart, "pointerup", () => { start = null; if (ends.length) apply(); });
  on(chart, "pointercancel", stop);
  on(chart, "dragstart", own);
  on(chart, "click", (event) => { if (ends.length) own(event); }, true);
  let anchor = null;
  on(chart, "keydown", (event) => {
    const bar = event.target.closest("a");
    const forward = middle(bars[0]) <= middle(bars.at(-1)) ? 1 : -1;
    const step = { ArrowLeft: -forward, ArrowRight: forward }[event.key];
    if (bar && step) {
      own(event);
      const next = bars[bars.indexOf(bar) + step] ?? bar;
      next.focus();
      if (!event.shiftKey) return stop();
      anchor = ends.length ? anchor : bar;
      mark(anchor, next);
      say(ends.map((end) => end.ariaLabel).join(" – "));
    } else if (ends.length && event.key in { Enter: 1, Escape: 1 }) {
      own(event);
      (event.key === "Enter" ? apply : stop)();
    }
  });
}
brush();

// "/" focuses the box, unless the reader turned it off (WCAG 2.2, 2.1.4).

const slash = byId("slash");
if (slash) {
  slash.closest("[hidden]").hidden = false;
  slash.checked = localStorage.getItem("slash") !== "off";
  on(slash, "change", () => localStorage.setItem("slash", slash.checked ? "on" : "off"));
}
on(document, "keydown", (event) => {
  const field = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  // Arabic keyboards type a letter.
  const key = event.key === "/" || (event.code === "Slash" && /^\p{Script=Arabic}$/u.test(event.key));
  if (!key || field || keys(event) || slash?.checked === false) return;
  own(event);
  box.focus();
  box.select();
});
