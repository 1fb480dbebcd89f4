-- Schema 8: between which two instants a rate window ends. A window lasts a minute, so what was known before is not kept.

DROP TABLE rate_windows;
CREATE TABLE rate_windows (
    account TEXT PRIMARY KEY,
    call_limit INTEGER NOT NULL,
    used INTEGER NOT NULL,
    taken_late INTEGER NOT NULL,
    earliest_end INTEGER NOT NULL,
    latest_end INTEGER NOT NULL,
    from_headers INTEGER NOT NULL,
    closed_until INTEGER NOT NULL
);
