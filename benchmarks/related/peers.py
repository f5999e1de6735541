"""What the related articles are compared with: TF-IDF cosine, LSI and BM25 "more like this"."""

from typing import Any

import numpy as np
from scipy.sparse import diags
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

from engines.port.model import Document

_TOPICS = 100
"""What scikit-learn's documentation recommends for latent semantic analysis."""
_TERMS = 25
"""Number of query terms of Elasticsearch's more_like_this."""

Likeness = Any
"""A square matrix: how alike each pair of documents is."""


def peers(documents: list[Document]) -> dict[str, Likeness]:
    """The likeness of all pairs of documents by each peer."""
    texts = [f"{document.title}\n{document.body}" for document in documents]
    weights = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    topics = normalize(TruncatedSVD(_TOPICS, random_state=0).fit_transform(weights))
    return {
        "TF-IDF": (weights @ weights.T).toarray(),
        "LSI": topics @ topics.T,
        "BM25 MLT": _more_like_this(texts),
    }


def _more_like_this(texts: list[str], k1: float = 1.2, b: float = 0.75) -> Likeness:
    counts = CountVectorizer().fit_transform(texts).astype(float).tocsr()
    total = counts.shape[0]
    frequencies = np.asarray((counts > 0).sum(axis=0)).ravel()
    idf = np.log(1 + (total - frequencies + 0.5) / (frequencies + 0.5))
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    queries = counts @ diags(idf)
    scored = counts.tocoo()
    norm = k1 * (1 - b + b * lengths[scored.row] / lengths.mean())
    scored.data = scored.data * (k1 + 1) / (scored.data + norm) * idf[scored.col]
    for row in range(total):
        start, end = queries.indptr[row], queries.indptr[row + 1]
        if end - start > _TERMS:
            least = np.partition(queries.data[start:end], -_TERMS)[-_TERMS]
            queries.data[start:end][queries.data[start:end] < least] = 0
    return (queries.sign() @ scored.tocsr().T).toarray()
