"""A year of a service in an hour: everything that happens to it, at random, and what its readers see."""
