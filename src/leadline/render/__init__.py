"""From figures to what people read: sentences, tables, charts. The only place that rounds."""
