// Reports finished queries and opened hits. The page loads it only if the service stores them; see docs/api.md.
// A query counts once: after Enter, a click on a hit, or a pause. No cookie, no identifier.
// After a pause it is held, because readers think while they type: if they go on with it, it does not count.
const PAUSE = 4000;
const HOLD = 20000;
const form = document.querySelector("form[role=search]");
const box = form.elements.q;
const { events } = document.querySelector("script[data-events]").dataset;
const main = () => document.getElementById("content");
// The server has counted the query that this page was opened with.
const counted = new Set([main().dataset.q]);
let typing = false;
let timer;
let held = false;

function send(type, more) {
  if (navigator.globalPrivacyControl) return;
  const { q: query, total } = main().dataset;
  const filters = new URLSearchParams(location.search);
  filters.delete("q");
  const about = { type, query, filters: String(filters), language: document.documentElement.lang };
  const event = type === "query" ? { ...about, total: Number(total) } : { ...about, ...more };
  navigator.sendBeacon(events, JSON.stringify({ events: [event] }));
}

function finish() {
  held = false;
  const { q } = main().dataset;
  if (!q || counted.has(q)) return;
  counted.add(q);
  send("query");
}

function opened(event) {
  const hit = event.target.closest(".hits > li[data-id] h2 a")?.closest("li");
  if (!hit || event.button > 1 || !main().dataset.q) return;
  finish();
  send("click", { id: hit.dataset.id, rank: hit.parentElement.start + [...hit.parentElement.children].indexOf(hit) });
}

box.addEventListener("input", () => {
  typing = true;
  clearTimeout(timer);
  // The results are still those of the held query.
  if (held && !box.value.trim().startsWith(main().dataset.q.trim())) finish();
  held = false;
  timer = setTimeout(hold, PAUSE);
});
function hold() {
  held = Boolean(box.value) && box.value.trim() === main().dataset.q?.trim();
  if (held) timer = setTimeout(finish, HOLD);
}
addEventListener("pagehide", () => held && finish());
document.addEventListener("visibilitychange", () => document.hidden && held && finish());
document.addEventListener("submit", () => { typing = false; });
document.addEventListener("click", (event) => {
  // A link to another query, such as a corrected one, is not typed.
  if (event.target.closest("a")) typing = false;
  opened(event);
}, true);
document.addEventListener("auxclick", opened, true);
new MutationObserver(() => { if (!typing) finish(); }).observe(document.body, { childList: true });
