"""Data files: vocabulary, publishers, entities, learned tables."""
