"""OpenSearch, for archives that outgrow one machine and for publishers who run a cluster already.

The index is on a cluster and is accessed over HTTP. No other code imports the driver. ``settings`` says where
the cluster is, ``client`` sends requests, ``refusals`` maps errors, ``mapping`` defines the index,
``documents`` converts documents, ``query``, ``counts`` with ``surplus`` and ``hits`` build and read searches,
``reading`` and ``words`` list documents and terms, ``bulk`` and ``lease`` write, ``generations`` and
``merging`` manage indices and aliases, and ``engine`` implements the port.
"""
