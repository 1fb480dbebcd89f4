-- Schema 3: who holds a lock, and what calls with an unknown outcome carried.

ALTER TABLE messages ADD COLUMN locked_by TEXT;            -- the instance
ALTER TABLE sync_rows ADD COLUMN reserved_payload BLOB;
ALTER TABLE sync_rows ADD COLUMN unverified BLOB;          -- several payloads, each after its length in four bytes
ALTER TABLE sync_rows ADD COLUMN unverified_since INTEGER;
