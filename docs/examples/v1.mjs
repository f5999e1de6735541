// API v1 with JavaScript (Node 18 or newer; fetch is the same in a browser). Read keys only in a browser.
const BASE = process.env.BASE ?? "http://127.0.0.1:8000";
const KEY = process.env.KEY ?? "";

async function call(method, path, { body, ...parameters } = {}) {
  const response = await fetch(`${BASE}/api/v1/${path}?${new URLSearchParams(parameters)}`, {
    method,
    headers: {
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...(KEY ? { Authorization: `Bearer ${KEY}` } : {}),
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.error.message} ${answer.error.hint ?? ""}`);
  return answer;
}

const found = await call("GET", "search", { q: "bridge", size: 3, fields: "title,url" });
for (const hit of found.hits) console.log(hit.title, hit.url);

if (KEY) {
  const record = { title: "An example", body: "Written by JavaScript." };
  console.log(await call("PUT", "articles/example-3", { body: record, wait: 60 }));
  console.log(await call("DELETE", "articles/example-3"));
}
