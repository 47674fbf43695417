"""The briefing: a document made of figures, in which every number leads back to its evidence."""
