"""Plans: work of months to come, what it costs on every model, and what would change that."""
