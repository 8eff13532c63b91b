"""One replication: people in calendars, the desk that assigns them, and the record that stays.

SimPy lives here only. Read `clock`, `people`, `desk`, then `posts` and `missions`, then `world`.
"""
