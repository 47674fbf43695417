"""Prices: offers, the price book of a day, workloads and what they cost."""
