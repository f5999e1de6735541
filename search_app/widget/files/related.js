// <fehrest-related for-url="…"> or for-id="…": a box of related articles. What was inside stays if it fails.
import { Service, Words, make } from "./service.js?v=%VERSION%";

export async function show(host, base) {
  const service = new Service(host, base);
  const id = host.getAttribute("for-id");
  const url = host.getAttribute("for-url") || document.querySelector("link[rel=canonical]")?.href || location.href;
  const pairs = [id ? ["id", id] : ["url", url], ["size", host.getAttribute("size") || "5"], ["language", host.getAttribute("language") || "same"]];
  const [known, { hits }] = await Promise.all([service.texts(), service.ask("related", pairs)]);
  if (!hits.length) return host.replaceChildren();
  const words = new Words(known);
  const list = make("ul", { className: "fehrest-related-list" }, ...hits.map((hit) => item(hit, words)));
  const heading = make("p", { className: "fehrest-heading", id: `fehrest-related-${Math.random().toString(36).slice(2)}` }, words.labels.related);
  list.setAttribute("aria-labelledby", heading.id);
  host.replaceChildren(heading, list);
}

function item(hit, words) {
  const link = make("a", { className: "fehrest-title", href: hit.url ?? "", dir: "auto" }, hit.title);
  if (!hit.url) link.removeAttribute("href");
  const about = make("p", { className: "fehrest-about" });
  if (hit.date) about.append(make("time", { dateTime: hit.date }, words.day(hit.date)));
  if (hit.shared?.length) {
    const shared = hit.shared.flatMap((word, at) => [...(at ? [" · "] : []), make("bdi", {}, word)]);
    about.append(make("span", { className: "fehrest-why" }, `${words.labels.shared} `, ...shared));
  }
  const { url, alt, width, height } = hit.image ?? {};
  const picture = url ? [make("img", { src: url, alt: alt ?? "", width: width || 160, height: height || 90, loading: "lazy", decoding: "async", className: "fehrest-picture" })] : [];
  return make("li", { className: "fehrest-hit", lang: hit.language, dir: "auto" }, ...picture, make("div", {}, link, about));
}
