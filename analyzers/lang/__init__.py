"""One folder per language: the analyzer, its rules, its function words."""
