"""The store: one encrypted SQLite file or a PostgreSQL database. Knows no capability."""
