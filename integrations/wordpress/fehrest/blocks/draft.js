// The panel in the editor of posts: what the archive knows about the draft. WordPress asks the service.
(function (plugins, element, data, components, apiFetch, editor, editPost, texts) {
  const { createElement: el, Fragment, useState } = element;
  const Panel = editor.PluginDocumentSettingPanel || editPost.PluginDocumentSettingPanel;

  function Sentence({ one }) {
    // Offsets are code points.
    const letters = [...one.sentence];
    const [start, end] = one.mark;
    return el(
      "p",
      { dir: "auto" },
      letters.slice(0, start).join(""),
      el("mark", null, letters.slice(start, end).join("")),
      letters.slice(end).join("")
    );
  }

  function Copy({ url }) {
    const [done, setDone] = useState(false);
    const copy = () => navigator.clipboard.writeText(url).then(() => setDone(true));
    return el(components.Button, { variant: "link", onClick: copy }, done ? texts.copied : texts.copy);
  }

  function List({ label, hits, copy }) {
    if (!hits.length) return null;
    const items = hits.map((one) =>
      el(
        "li",
        { key: one.id, dir: "auto" },
        one.sentence ? el(Sentence, { one }) : null,
        one.url ? el("a", { href: one.url, target: "_blank", rel: "noopener" }, one.title) : one.title,
        copy && one.url ? el("div", null, el(Copy, { url: one.url })) : null
      )
    );
    return el(Fragment, null, el("h3", null, label), el("ul", null, items));
  }

  function Found({ found }) {
    const published = found.related.filter((one) => one.reasons && one.reasons.published);
    const known = new Set(published.map((one) => one.id));
    const others = (hits) => hits.filter((one) => !known.has(one.id));
    const lists = [
      [texts.published, published],
      [texts.links, others(found.links), true],
      [texts.related, others(found.related), true],
      [texts.back, others(found.back)],
    ];
    if (!lists.some(([, hits]) => hits.length)) return el("p", null, texts.nothing);
    return el(Fragment, null, ...lists.map(([label, hits, copy]) => el(List, { key: label, label, hits, copy })));
  }

  function Draft() {
    const [found, setFound] = useState(null);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState("");
    const look = () => {
      const { getEditedPostAttribute, getEditedPostContent, getPermalink } = data.select("core/editor");
      const draft = { title: getEditedPostAttribute("title") || "", content: getEditedPostContent(), url: getPermalink() || "" };
      setBusy(true);
      setError("");
      apiFetch({ path: "/fehrest/v1/draft", method: "POST", data: draft })
        .then(setFound)
        .catch((reason) => setError((reason && reason.message) || texts.failed))
        .finally(() => setBusy(false));
    };
    return el(
      Panel,
      { name: "fehrest-draft", title: texts.title },
      el(components.Button, { variant: "secondary", onClick: look, isBusy: busy, disabled: busy }, texts.look),
      el("div", { "aria-live": "polite" }, error ? el("p", null, error) : found ? el(Found, { found }) : null)
    );
  }

  if (Panel) plugins.registerPlugin("fehrest-draft", { render: Draft });
})(wp.plugins, wp.element, wp.data, wp.components, wp.apiFetch, wp.editor || {}, wp.editPost || {}, window.fehrestDraft);
