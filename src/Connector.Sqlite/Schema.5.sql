-- Schema 5: the rules that orders were sent with.

ALTER TABLE sync_rows ADD COLUMN rules_hash TEXT;

CREATE TABLE rule_versions (
    hash TEXT PRIMARY KEY,
    text TEXT NOT NULL,             -- the rules as a file
    first_used_at INTEGER NOT NULL
) WITHOUT ROWID;
