"""Which documents have these words? The port, the registry, and one folder for each engine."""
