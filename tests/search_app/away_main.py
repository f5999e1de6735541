"""The command line with engines that a file sends away; also in the processes that it starts."""

from away import switchable_engines

from engines import registry
from search_app.cli import main

registry.ENGINES |= switchable_engines()

if __name__ == "__main__":
    main()
