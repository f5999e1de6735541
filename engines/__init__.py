"""Which documents contain these words? The port, the registry, and one folder per engine."""
