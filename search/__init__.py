"""How does a query become an answer? Everything that is the same on every engine.

``query`` parses what was typed. ``planning`` and ``alternatives`` use the analyzers to turn it into a tree of
terms. ``searcher`` runs the tree on an engine and builds the complete answer: hits, facets, timeline,
snippets.
"""
