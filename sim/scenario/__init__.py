"""The plan: read from YAML, put together from its layers, checked; every value knows its origin."""
