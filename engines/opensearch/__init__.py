"""OpenSearch, for an archive that outgrows one machine or a publisher who runs a cluster already.

The index lives in a cluster and is reached over HTTP. Nothing outside this folder imports the driver.
``settings`` says where the cluster is, ``client`` talks to it and gives its errors our names, ``mapping``
lays out an index, ``query``, ``counts`` and ``hits`` make and read searches, ``bulk`` and ``lease`` write,
``generations`` keeps the indices and their aliases, ``engine`` is the port.
"""
