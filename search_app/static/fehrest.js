// What the page gains with JavaScript; everything works without. No library, no inline script, no other host.
const form = document.querySelector("form[role=search]");
const box = form.elements.q;
const said = document.getElementById("said");
const trouble = document.getElementById("trouble");
const REGIONS = ["content", "kept", "switch", "foot"];
const HEAD = "link[rel=canonical], link[rel=alternate], link[rel=prev], link[rel=next], meta[name=robots]";
const home = new URL(form.action).pathname;
const bare = (url) => String(url).split("#")[0];
const isLive = (page = document) => page.querySelector("main[data-live]") !== null;
const later = (task, wait) => {
  let timer;
  return Object.assign((...given) => { clearTimeout(timer); timer = setTimeout(task, wait, ...given); },
    { cancel: () => clearTimeout(timer) });
};
const say = (text) => { said.textContent = text; };

// Results: the same address, fetched, its regions put in the place of the old ones.

let shown = bare(location);
let underway;
let typing = false;

async function visit(url, { push = true, quiet = false, top = false, y = null, cache = "default" } = {}) {
  underway?.abort();
  const { signal } = (underway = new AbortController());
  const busy = setTimeout(() => document.getElementById("content").setAttribute("aria-busy", "true"), 150);
  let answer, text;
  try {
    answer = await fetch(url, { signal, cache });
    text = await answer.text();
  } catch {
    if (!signal.aborted && !quiet) fail(() => visit(url, { push, top, y }));
    return;
  } finally {
    clearTimeout(busy);
    if (!signal.aborted) document.getElementById("content").removeAttribute("aria-busy");
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!isLive(page) || asset(page) !== asset(document)) return location.assign(url);
  trouble.hidden = true;
  const place = remember();
  if (push) history.pushState({ y: 0 }, "", answer.url);
  else history.replaceState({ y: y ?? scrollY }, "", answer.url);
  shown = bare(location);
  show(page);
  restore(place, top);
  if (top) document.getElementById("content").scrollIntoView();
  if (y !== null) scrollTo(0, y);
  say(document.querySelector("h1").textContent.trim());
}

function fail(again) {
  trouble.hidden = false;
  trouble.querySelector("button").onclick = again;
}

const asset = (page) => page.querySelector("script[type=module]")?.getAttribute("src");

function show(page) {
  document.title = page.title;
  document.head.querySelectorAll(HEAD).forEach((old) => old.remove());
  document.head.append(...page.head.querySelectorAll(HEAD));
  document.body.className = page.body.className;
  for (const id of REGIONS) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceWith(document.adoptNode(fresh));
  }
  for (const fresh of page.querySelectorAll("form[role=search] input[name]:not([type=hidden])")) {
    const old = form.elements[fresh.name];
    if (fresh.type === "checkbox") old.checked = fresh.checked;
    else if (!(typing && old === document.activeElement)) old.value = fresh.defaultValue;
  }
  brush();
}

// A thing is known again by the heading that it stands under and by its name without its number.
function nameOf(element) {
  if (element.id) return `#${element.id}`;
  const part = element.closest("section, nav, form, figure");
  const heading = part?.getAttribute("aria-label") ?? part?.querySelector("h2, h3")?.textContent ?? "";
  const text = element.getAttribute("aria-label") ?? (element.querySelector("bdi") ?? element).textContent;
  return `${heading}|${element.localName}|${text.trim()}`;
}

function remember() {
  const opened = [...document.querySelectorAll("#content details[open] > summary")].map(nameOf);
  const active = document.activeElement;
  return { opened, focus: active?.closest("#content, #switch") ? nameOf(active) : null };
}

function restore({ opened, focus }, top) {
  const main = document.getElementById("content");
  for (const summary of main.querySelectorAll("details > summary")) {
    if (opened.includes(nameOf(summary))) summary.parentElement.open = true;
  }
  if (focus === null) return;
  const all = top ? [] : [...main.querySelectorAll("a, button, input, summary, select")];
  (all.find((element) => nameOf(element) === focus) ?? main).focus({ preventScroll: true });
}

function addressOf(sent) {
  const url = new URL(sent.action);
  url.search = new URLSearchParams([...new FormData(sent)].filter(([, value]) => value !== ""));
  return url.href.replace(/\?$/, "");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = !event.defaultPrevented && event.button === 0;
  if (!link || !plain || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.getAttribute("href"), location);
  const ours = isLive() && url.origin === location.origin && url.pathname === home;
  if (!ours || url.hash || link.target || link.hasAttribute("download") || link.hasAttribute("hreflang")) return;
  event.preventDefault();
  typing = false;
  visit(url.href, { top: link.closest("[data-top]") !== null || !link.closest("#content") });
});

document.addEventListener("submit", (event) => {
  const sent = event.target;
  close();
  instant.cancel();
  typing = false;
  if (!isLive() || sent.method !== "get" || new URL(sent.action).pathname !== home) return;
  event.preventDefault();
  const url = addressOf(sent);
  visit(url, { push: url !== shown, top: sent === form });
  if (sent === form && matchMedia("(pointer: coarse)").matches) document.getElementById("content").focus();
});

addEventListener("popstate", (event) => {
  if (bare(location) === shown) return;
  if (!isLive()) return location.reload();
  typing = false;
  visit(location.href, { push: false, y: event.state?.y ?? 0, cache: "force-cache" });
});
addEventListener("scroll", later(() => history.replaceState({ y: scrollY }, ""), 250), { passive: true });
addEventListener("online", () => { if (!trouble.hidden) trouble.querySelector("button").click(); });

// Results while one types: the first change is a step of the history, those after it replace it.
const instant = later(() => {
  const url = addressOf(form);
  if (!isLive() || box.value.trim().length < 2 || url === shown || navigator.connection?.saveData) return;
  const push = !typing;
  typing = true;
  visit(url, { push, quiet: true });
}, 400);

// Suggestions: an ARIA combobox with a list (WAI-ARIA Authoring Practices 1.2), the focus stays in the box.

const list = document.createElement("ul");
Object.assign(list, { id: "suggestions", hidden: true });
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", box.labels[0].textContent);
box.parentElement.append(list);
const COMBOBOX = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
  "aria-controls": "suggestions", "aria-haspopup": "listbox" };
for (const [name, value] of Object.entries(COMBOBOX)) box.setAttribute(name, value);

let asking;
let active = -1;

function close() {
  asking?.abort();
  suggest.cancel();
  list.hidden = true;
  activate(-1);
  box.setAttribute("aria-expanded", "false");
}

function activate(at) {
  active = at;
  [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
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
    const url = `${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`;
    const answer = await fetch(url, { signal: asking.signal });
    if (answer.ok && document.activeElement === box) offer((await answer.json()).suggestions);
  } catch {
    // Typing goes on without: a search tells of the trouble, if it lasts.
  }
}
const suggest = later(fetchSuggestions, 120);

function offer(found) {
  list.replaceChildren(...found.map(({ text, html, count }, at) => {
    const option = document.createElement("li");
    Object.assign(option, { id: `suggestion-${at}`, dir: "auto" });
    option.setAttribute("role", "option");
    option.dataset.text = text;
    option.innerHTML = html;
    if (count) option.append(" ", Object.assign(document.createElement("small"), { textContent: digits(count) }));
    return option;
  }));
  activate(-1);
  list.hidden = found.length === 0;
  box.setAttribute("aria-expanded", String(found.length > 0));
  if (found.length) say(said.dataset.suggestions.replace("{n}", digits(found.length)));
}
const digits = (number) => number.toLocaleString(document.documentElement.lang);

box.addEventListener("input", (event) => {
  if (event.isComposing) return;
  suggest();
  instant();
});
box.addEventListener("compositionend", () => { suggest(); instant(); });
box.addEventListener("blur", close);
list.addEventListener("pointerdown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) choose(option);
});
box.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
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
  if (to && to() !== false) event.preventDefault();
});

// "/" goes to the box, unless the reader turned it off (WCAG 2.2, 2.1.4).

const slash = document.getElementById("slash");
if (slash) {
  slash.closest("[hidden]").hidden = false;
  slash.checked = localStorage.getItem("slash") !== "off";
  slash.addEventListener("change", () => localStorage.setItem("slash", slash.checked ? "on" : "off"));
}
document.addEventListener("keydown", (event) => {
  const typed = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  // On an Arabic keyboard the key writes a letter.
  const key = event.key === "/" || (event.code === "Slash" && /^\p{Script=Arabic}$/u.test(event.key));
  if (!key || typed || event.ctrlKey || event.metaKey || event.altKey || slash?.checked === false) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// The timeline: dragging over bars, or Shift and arrow keys, choose a span of them.

function brush() {
  const chart = document.querySelector("[data-brush]");
  const bars = chart ? [...chart.querySelectorAll("a[data-from]")] : [];
  if (!bars.length) return;
  const middle = (bar) => { const { left, right } = bar.getBoundingClientRect(); return (left + right) / 2; };
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
    const url = new URL(ends[0].getAttribute("href"), location);
    url.searchParams.set("from", ends[0].dataset.from);
    url.searchParams.set("to", ends[1].dataset.to);
    visit(url.href);
  };
  const stop = () => { start = null; mark(); };
  chart.addEventListener("pointerdown", (event) => { start = event.button === 0 ? event.clientX : null; });
  chart.addEventListener("pointermove", (event) => {
    if (start === null || (!ends.length && Math.abs(event.clientX - start) < 6)) return;
    chart.setPointerCapture(event.pointerId);
    mark(nearest(start), nearest(event.clientX));
  });
  chart.addEventListener("pointerup", () => { start = null; if (ends.length) apply(); });
  chart.addEventListener("pointercancel", stop);
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("click", (event) => { if (ends.length) event.preventDefault(); }, true);
  let anchor = null;
  chart.addEventListener("keydown", (event) => {
    const bar = event.target.closest("a[data-from]");
    const forward = middle(bars[0]) <= middle(bars.at(-1)) ? 1 : -1;
    const step = { ArrowLeft: -forward, ArrowRight: forward }[event.key];
    if (bar && step) {
      event.preventDefault();
      const next = bars[bars.indexOf(bar) + step] ?? bar;
      next.focus();
      if (!event.shiftKey) return stop();
      anchor = ends.length ? anchor : bar;
      mark(anchor, next);
      say(ends.map((end) => end.getAttribute("aria-label")).join(" – "));
    } else if (ends.length && ["Enter", "Escape"].includes(event.key)) {
      event.preventDefault();
      if (event.key === "Enter") apply();
      else stop();
    }
  });
}
brush();
