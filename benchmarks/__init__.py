"""Measurements side by side with other tools; each writes its own section of docs/benchmarks.md."""
