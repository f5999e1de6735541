// The two blocks in the editor: settings at the side, and a preview that the server draws.
(function (blocks, element, i18n, editor, components, ServerSideRender) {
  const { createElement: el, Fragment } = element;
  const { __ } = i18n;

  function block(name, fields, empty) {
    blocks.registerBlockType(name, {
      edit({ attributes, setAttributes }) {
        const controls = fields.map(({ key, control, ...settings }) =>
          el(control, { key, value: attributes[key], onChange: (value) => setAttributes({ [key]: value }), ...settings })
        );
        return el(
          Fragment,
          null,
          el(editor.InspectorControls, null, el(components.PanelBody, null, ...controls)),
          el(
            "div",
            editor.useBlockProps(),
            el(components.Disabled, null, el(ServerSideRender, { block: name, attributes })),
            empty && el("p", null, empty)
          )
        );
      },
      save: () => null,
    });
  }

  block("fehrest/search", [
    {
      key: "mode",
      control: components.SelectControl,
      label: __("Opens", "fehrest"),
      options: [
        { value: "inline", label: __("results in the page", "fehrest") },
        { value: "dropdown", label: __("a list under the field", "fehrest") },
        { value: "dialog", label: __("a dialog", "fehrest") },
      ],
    },
    { key: "language", control: components.TextControl, label: __("Only this language (en, fa, ar, sq)", "fehrest") },
    { key: "category", control: components.TextControl, label: __("Only this category", "fehrest") },
    { key: "placeholder", control: components.TextControl, label: __("Text in the empty field", "fehrest") },
    { key: "button", control: components.TextControl, label: __("Text of the button", "fehrest") },
  ]);
  block(
    "fehrest/related",
    [{ key: "size", control: components.RangeControl, label: __("Number of articles", "fehrest"), min: 1, max: 20 }],
    __("Related articles are shown on the page of the post.", "fehrest")
  );
})(wp.blocks, wp.element, wp.i18n, wp.blockEditor, wp.components, wp.serverSideRender);
