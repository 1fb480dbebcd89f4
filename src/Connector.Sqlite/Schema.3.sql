-- Schema 3: who holds a lease or a lock, the last run of each timer, and what calls with an unknown outcome carried,
-- and what belongs to the installation itself.

ALTER TABLE leases ADD COLUMN owner TEXT;   -- process that holds it; NULL: unknown

CREATE TABLE run_records (
    timer TEXT NOT NULL,
    account TEXT NOT NULL,          -- '' is the timer as a whole
    started_at INTEGER,
    ended_at INTEGER,
    succeeded_at INTEGER,
    failed_at INTEGER,
    failure TEXT,
    PRIMARY KEY (timer, account)
) WITHOUT ROWID;

ALTER TABLE messages ADD COLUMN locked_by TEXT;            -- the instance
ALTER TABLE sync_rows ADD COLUMN reserved_payload BLOB;
ALTER TABLE sync_rows ADD COLUMN unverified BLOB;          -- several payloads, each after its length in four bytes
ALTER TABLE sync_rows ADD COLUMN unverified_since INTEGER;

CREATE TABLE IF NOT EXISTS installation (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL             -- as it is, not compressed
) WITHOUT ROWID;
