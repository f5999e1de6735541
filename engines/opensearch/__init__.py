"""OpenSearch, for an archive that outgrows one machine or a publisher who runs a cluster already.

The index lives in a cluster and is reached over HTTP. Nothing outside this folder imports the driver.
``settings`` says where the cluster is, ``client`` talks to it, ``refusals`` gives its errors our names,
``mapping`` lays out an index, ``documents`` is what is sent and read back, ``query``, ``counts`` with
``surplus`` and ``hits`` make and read searches, ``reading`` and ``words`` list documents and terms, ``bulk``
and ``lease`` write, ``generations`` and ``merging`` keep the indices and their aliases, ``engine`` is the
port.
"""
