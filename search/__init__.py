"""How does a reader's text become an answer? Everything that is the same on every engine.

``query`` parses what was typed. ``planning`` and ``alternatives`` turn it into terms by way of the analyzers.
``searcher`` runs it on an engine and builds the whole answer: hits, facets, timeline, snippets.
"""
