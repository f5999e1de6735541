"""Where the archive and the index live by default, and the sample archive."""
