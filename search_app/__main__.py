"""``python -m search_app`` is ``fehrest``."""

from search_app.cli import main

if __name__ == "__main__":
    main()
