"""Reads PDF files with a text layer: one article for each file, with its pages in order."""

from indexer.extraction.pdf.document import is_pdf, read_pdf

__all__ = ["is_pdf", "read_pdf"]
