"""The store: raw files and their cards, one immutable Parquet file per table and snapshot, views of a day."""
