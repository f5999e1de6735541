// The desk: results as you type, and buttons that copy. Everything works without it.
const form = document.getElementById("draft");
const said = document.getElementById("said");
const WAIT = 700;
const LEAST = 40;
const KEPT = "fehrest-draft";
const FIELDS = ["title", "text", "language", "others", "address"];
let underway, timer, last = "";

const results = () => document.getElementById("results");
const buttons = () => [...results().querySelectorAll("button[form], .copy summary")];

function prepare() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

async function look(submitter) {
  underway?.abort();
  const { signal } = (underway = new AbortController());
  clearTimeout(timer);
  const data = new FormData(form, submitter);
  const place = submitter ? buttons().indexOf(submitter) : -1;
  results().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("results");
    if (!fresh) throw answer;
    results().replaceWith(document.adoptNode(fresh));
    prepare();
    said.textContent = form.dataset.updated;
    if (place >= 0) (buttons()[Math.min(place, buttons().length - 1)] ?? form.elements.text).focus({ preventScroll: true });
  } catch {
    if (signal.aborted) return;
    results().removeAttribute("aria-busy");
    said.textContent = form.dataset.failed;
  }
}

// The draft stays in this tab, and nowhere else, until the tab is closed or the editor logs out.
function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(FIELDS.map((name) => form.elements[name].value)));
  } catch {
    // No storage, or a very long draft: the page works without it.
  }
}

function restore() {
  if (form.elements.title.value || form.elements.text.value) return keep();
  try {
    JSON.parse(sessionStorage.getItem(KEPT) ?? "[]").forEach((value, n) => (form.elements[FIELDS[n]].value = value));
  } catch {
    return;
  }
  typed();
}

function typed() {
  const now = form.elements.title.value + "\n" + form.elements.text.value;
  if (now === last || now.trim().length < LEAST) return;
  last = now;
  look();
}

document.querySelector("form.who")?.addEventListener("submit", () => sessionStorage.removeItem(KEPT));

if (form) {
  prepare();
  restore();
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file") keep();
    if (event.isComposing || event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(typed, WAIT);
  });
  form.addEventListener("submit", (event) => {
    if (form.elements.file.files.length) return; // The page comes back with the file's text.
    event.preventDefault();
    look(event.submitter);
  });
  form.elements.file.addEventListener("change", () => form.elements.file.files.length && form.requestSubmit());
  const text = form.elements.text;
  text.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    text.dataset.over = "";
  });
  text.addEventListener("dragleave", () => delete text.dataset.over);
  text.addEventListener("drop", (event) => {
    delete text.dataset.over;
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    form.elements.file.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.parentNode.querySelector("code").textContent);
    said.textContent = form.dataset.copied;
    button.firstChild.textContent = form.dataset.copied;
  });
}
