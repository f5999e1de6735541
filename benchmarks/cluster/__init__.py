"""Compares Fehrest on OpenSearch with OpenSearch alone and with Fehrest on tantivy, on the same articles and
questions.

``library`` has the articles and the questions, ``bare`` is OpenSearch as its documentation shows it,
``contestants`` are the three systems, ``answers`` and ``filling`` measure them, ``growth`` measures how an
index grows, and ``measuring`` reads clocks and /proc. Use ``-h`` for its options.
"""
