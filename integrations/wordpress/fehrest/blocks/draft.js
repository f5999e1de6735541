// The sidebar in the editor of posts: what the archive knows about the draft. WordPress asks the service.
(function (plugins, element, data, components, apiFetch, editor, editPost, richText, date, texts) {
  const { createElement: el, useEffect, useRef, useState } = element;
  const { PluginSidebar, PluginSidebarMoreMenuItem } = editor.PluginSidebar ? editor : editPost;
  const NAME = "fehrest-draft";
  const WAIT = 1500; // milliseconds without a change
  const LEAST = 40; // letters
  const TEXTS = ["core/paragraph", "core/list-item", "core/heading", "core/verse"];

  const number = (n) => n.toLocaleString(document.documentElement.lang || undefined);

  // The block with a phrase of the draft that has no link yet, its text, and where the phrase is; null if there is none.
  function placeOf(one, blocks, inSentence) {
    // Offsets are code points.
    const before = [...one.sentence].slice(0, one.mark[0]).join("").length;
    for (const block of blocks) {
      if (TEXTS.includes(block.name)) {
        const value = richText.create({ html: String(block.attributes.content || "") });
        const sentence = value.text.indexOf(one.sentence);
        const start = inSentence ? (sentence < 0 ? -1 : sentence + before) : value.text.indexOf(one.phrase);
        const end = start + one.phrase.length;
        const linked = value.formats.slice(start, end).some((all) => all && all.some((format) => format.type === "core/link"));
        if (start >= 0 && !linked) return { block, value, start, end };
      }
      const inner = placeOf(one, block.innerBlocks, inSentence);
      if (inner) return inner;
    }
    return null;
  }

  function setLink(one) {
    const blocks = data.select("core/block-editor").getBlocks();
    const place = placeOf(one, blocks, true) || placeOf(one, blocks, false);
    const notices = data.dispatch("core/notices");
    if (!place) return notices.createWarningNotice(texts.missing, { type: "snackbar" });
    const { block, value, start, end } = place;
    const linked = richText.applyFormat(value, { type: "core/link", attributes: { url: one.url } }, start, end);
    const change = data.dispatch("core/block-editor");
    change.updateBlockAttributes(block.clientId, { content: richText.toHTMLString({ value: linked }) });
    change.flashBlock(block.clientId);
    const undo = { label: texts.undo, onClick: () => data.dispatch("core/editor").undo() };
    notices.createSuccessNotice(texts.done, { type: "snackbar", actions: [undo] });
  }

  function Sentence({ one }) {
    const letters = [...one.sentence];
    const [start, end] = one.mark;
    return el(
      "p",
      { className: "fehrest-draft-sentence", dir: "auto" },
      letters.slice(0, start).join(""),
      el("mark", null, letters.slice(start, end).join("")),
      letters.slice(end).join("")
    );
  }

  function Copy({ url }) {
    const [done, setDone] = useState(false);
    const copy = () => navigator.clipboard.writeText(url).then(() => setDone(true));
    return el(components.Button, { variant: "tertiary", isSmall: true, onClick: copy }, done ? texts.copied : texts.copy);
  }

  function Title({ one }) {
    const title = one.url ? el(components.ExternalLink, { href: one.url }, one.title) : one.title;
    const day = one.date ? el("span", { className: "fehrest-draft-day" }, date.dateI18n(date.getSettings().formats.date, one.date)) : null;
    return el("div", { className: "fehrest-draft-title", dir: "auto", lang: one.language }, title, day);
  }

  function Item({ one, toSet }) {
    const words = ((one.reasons && one.reasons.terms) || []).slice(0, 4).map((term) => term.word);
    return el(
      "li",
      null,
      one.sentence ? el(Sentence, { one }) : null,
      el(Title, { one }),
      words.length ? el("div", { className: "fehrest-draft-day" }, texts.shared, " ", el("bdi", null, words.join(" · "))) : null,
      one.url && toSet !== undefined
        ? el(
            "div",
            { className: "fehrest-draft-buttons" },
            toSet ? el(components.Button, { variant: "secondary", isSmall: true, onClick: () => setLink(one) }, texts.set) : null,
            el(Copy, { url: one.url })
          )
        : null
    );
  }

  function List({ label, hits, toSet }) {
    const items = hits.map((one) => el(Item, { key: one.id, one, toSet }));
    return el(components.PanelBody, { title: `${label} (${number(hits.length)})` }, el("ul", null, items));
  }

  function Found({ found }) {
    const published = found.related.filter((one) => one.reasons && one.reasons.published);
    const known = new Set(published.map((one) => one.id));
    const others = (hits) => hits.filter((one) => !known.has(one.id));
    const lists = [
      [texts.links, others(found.links), true],
      [texts.related, others(found.related), false],
      [texts.back, others(found.back)],
    ].filter(([, hits]) => hits.length);
    const alarm = { key: "published", status: "warning", isDismissible: false, className: "fehrest-draft-published" };
    return [
      published.length
        ? el(components.Notice, alarm, el("strong", null, texts.published), el("ul", null, published.map((one) => el("li", { key: one.id }, el(Title, { one })))))
        : null,
      ...lists.map(([label, hits, toSet]) => el(List, { key: label, label, hits, toSet })),
      published.length || lists.length ? null : el("p", { key: "nothing", className: "fehrest-draft-hint" }, texts.nothing),
    ];
  }

  function Draft() {
    const [found, setFound] = useState(null);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState("");
    const latest = useRef(0);
    const box = useRef();
    const blocks = data.useSelect((select) => select("core/block-editor").getBlocks(), []);
    const title = data.useSelect((select) => select("core/editor").getEditedPostAttribute("title") || "", []);

    const look = (least) => {
      const { getEditedPostContent, getPermalink } = data.select("core/editor");
      const draft = { title, content: getEditedPostContent(), url: getPermalink() || "" };
      if (title.length + draft.content.replace(/<[^>]*>/g, "").trim().length < least) return;
      const own = ++latest.current;
      const isLatest = () => own === latest.current;
      const hasFocus = () => box.current && box.current.contains(document.activeElement);
      const show = (answer) => {
        const had = hasFocus();
        setError("");
        setFound(answer);
        // The button that had the focus may be gone.
        requestAnimationFrame(() => had && !hasFocus() && box.current && box.current.focus());
      };
      setBusy(true);
      apiFetch({ path: "/fehrest/v1/draft", method: "POST", data: draft })
        .then((answer) => isLatest() && show(answer))
        .catch((reason) => isLatest() && setError((reason && reason.message) || texts.failed))
        .finally(() => isLatest() && setBusy(false));
    };
    useEffect(() => {
      const timer = setTimeout(() => look(LEAST), latest.current ? WAIT : 0);
      return () => clearTimeout(timer);
    }, [blocks, title]);
    useEffect(() => () => void (latest.current = -1), []);

    return el(
      "div",
      { className: "fehrest-draft", "aria-busy": busy, ref: box, tabIndex: -1 },
      found && !error
        ? null
        : el(
            "div",
            { className: "fehrest-draft-hint" },
            error ? el(components.Notice, { status: "error", isDismissible: false }, error) : el("p", null, texts.start),
            el(components.Button, { variant: "secondary", onClick: () => look(1), isBusy: busy }, texts.look)
          ),
      found ? el(Found, { found }) : null
    );
  }

  if (!PluginSidebar) return;
  const Sidebar = () => [
    el(PluginSidebarMoreMenuItem, { key: "menu", target: NAME, icon: "archive" }, texts.title),
    el(PluginSidebar, { key: "sidebar", name: NAME, title: texts.title, icon: "archive" }, el(Draft)),
  ];
  plugins.registerPlugin(NAME, { render: Sidebar });
})(wp.plugins, wp.element, wp.data, wp.components, wp.apiFetch, wp.editor || {}, wp.editPost || {}, wp.richText, wp.date, window.fehrestDraft);
