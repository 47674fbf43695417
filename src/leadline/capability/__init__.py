"""The capability index with its uncertainty, frontiers, leads and their robustness."""
