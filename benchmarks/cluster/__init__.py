"""Fehrest on OpenSearch beside OpenSearch alone and Fehrest on tantivy, on the same articles and questions.

``library`` holds the articles and the questions, ``bare`` is OpenSearch as its documentation shows it,
``contestants`` are the three that answer, ``answers`` and ``filling`` measure them, ``growth`` measures how
an index grows; ``measuring`` reads clocks and /proc. ``-h`` tells how to call it.
"""
