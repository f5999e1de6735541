"""Real OpenSearch nodes on this machine, for tests, benchmarks and trials."""
