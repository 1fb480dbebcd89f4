-- Schema 3: what belongs to the installation itself.

CREATE TABLE IF NOT EXISTS installation (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL             -- as it is, not compressed
) WITHOUT ROWID;
