"""What a page shows, worked out before any template: frozen, every address made and every text chosen."""
