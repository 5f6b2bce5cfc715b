"""Fresh figures on schedule: take what is new, refuse what is wrong, say what changed."""
