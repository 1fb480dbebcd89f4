-- Schema 4: labels, what was spent on them, and their documents.

CREATE TABLE labels (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL,
    account TEXT NOT NULL,
    location TEXT NOT NULL,
    batch_id TEXT,
    state TEXT NOT NULL,
    due_at INTEGER,                 -- NULL: nothing happens by itself any more
    created_at INTEGER NOT NULL,
    content TEXT NOT NULL,          -- the label as JSON
    etag INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX labels_order ON labels (order_id);
CREATE INDEX labels_due ON labels (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX labels_created ON labels (created_at, id);
CREATE INDEX labels_state ON labels (state, created_at);

CREATE TABLE label_spends (
    account TEXT NOT NULL,
    id TEXT NOT NULL,
    day TEXT NOT NULL,              -- calendar day of the merchant, yyyy-MM-dd
    hour INTEGER NOT NULL,
    location TEXT NOT NULL,
    amount TEXT NOT NULL,           -- decimal, major units
    currency TEXT NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE INDEX label_spends_day ON label_spends (account, day);

CREATE TABLE label_documents (
    id TEXT PRIMARY KEY,
    format TEXT NOT NULL,
    keep_until INTEGER NOT NULL,
    content BLOB NOT NULL           -- as it came, not compressed
);
CREATE INDEX label_documents_end ON label_documents (keep_until);
