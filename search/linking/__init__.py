"""What an editor of a draft wants to know: links to set, articles that should link back, who is in it.

``drafts`` reads a draft once, ``phrases`` finds the words that can carry a link, ``outgoing`` has links to
set in the draft, ``incoming`` older articles that should link to it, ``names`` finds names, and
``background`` says what the archive knows of them. The same on every engine.
"""
