"""What else might a reader have meant? Other searches for one that found nothing, each with its hits.

``vocabulary`` holds the words of the index, ``edits`` weighs slips, ``keyboards`` knows layouts, ``sounds``
meets words across scripts; ``spelling`` changes a query by them, ``finding`` decides what is offered.
Engine-neutral: all it asks of an engine is its vocabulary and searches.
"""

from search.did_you_mean.finding import did_you_mean, finds_little
from search.did_you_mean.model import DidYouMean
from search.did_you_mean.vocabulary import Vocabulary, read_vocabulary

__all__ = ["DidYouMean", "Vocabulary", "did_you_mean", "finds_little", "read_vocabulary"]
