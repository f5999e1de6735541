"""What a page displays, computed before the template runs: frozen, with all addresses and texts."""
