"""Who may use the API, and how often? Keys, their fixed filters, and rate limits.

``keys`` describes a key, ``store`` keeps the hashes of keys in a file, ``rates`` counts requests, and
``gate`` checks every request of the API before its route runs.
"""
