"""How does a reader's text become hits? The port, the query language, and one module per engine.

``query`` parses what was typed, ``planning`` and ``slots`` turn it into terms by way of the analyzers, an
engine (``tantivy_engine``, ``whoosh_engine``; ``base`` is the port) finds documents, ``snippets`` marks the
words in the stored originals, ``searcher`` puts it all together. ``documents`` makes the tokens that
engines index. To add an engine: write what ``base`` asks for, a line in ``registry``, a subclass in
``tests/contract``.
"""
