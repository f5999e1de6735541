"""The command line with engines that a file makes unreachable, small steps and an impatient reconciler.

A file and not a text for ``-c``, because the processes that it starts import it as well.
"""

from functools import partial

from away import switchable_engines

from engines import registry
from indexer import indexing
from search_app.cli import main, reconciler, serving

registry.ENGINES |= switchable_engines()
indexing.COMMIT_EVERY = 20
serving.Reconciler = partial(reconciler.Reconciler, every=0.1, still=1.0)

if __name__ == "__main__":
    main()
