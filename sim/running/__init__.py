"""What every command that simulates has in common: how it runs, and what becomes of it."""
