"""What else might the reader have meant? Suggests other searches, with their hit counts, if one found
nothing.

``vocabulary`` has the words of the index, ``edits`` weighs typos, ``keyboards`` knows layouts, ``sounds``
compares words across scripts, ``spelling`` corrects a query with these, and ``finding`` decides what to
suggest. The code is the same for every engine: it only needs the vocabulary and searches.
"""

from search.did_you_mean.finding import did_you_mean, finds_little
from search.did_you_mean.model import DidYouMean
from search.did_you_mean.vocabulary import Vocabulary, read_vocabulary

__all__ = ["DidYouMean", "Vocabulary", "did_you_mean", "finds_little", "read_vocabulary"]
