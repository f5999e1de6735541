"""One folder per language: the analyzer, its rules and its function words."""
