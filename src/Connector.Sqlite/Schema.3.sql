-- Schema 3: who holds a lease, and the last run of each timer.

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
