"""Raw figures into clean tables: one module a kind of source, every problem collected."""
