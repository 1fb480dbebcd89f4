-- Schema 1 of the connector's file. Instants are UTC in ticks of 100 ns since 0001-01-01 (exact, and they sort):
--   datetime((at - 621355968000000000) / 10000000, 'unixepoch') shows one.
-- Blobs named payload, content and body are Brotli-compressed UTF-8 unless a line here says otherwise.

CREATE TABLE sync_rows (
    id INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL,
    group_key TEXT NOT NULL,
    order_key TEXT NOT NULL,
    order_number TEXT NOT NULL,
    shipping_number TEXT NOT NULL,
    account TEXT NOT NULL,
    shipping_order_id INTEGER,
    order_version INTEGER NOT NULL,
    payload_hash TEXT,
    payload BLOB,
    status TEXT NOT NULL,
    reserved_by TEXT,
    reserved_version INTEGER,
    reserved_hash TEXT,
    reserved_until INTEGER,
    failure_code TEXT,
    updated_at INTEGER NOT NULL,
    etag INTEGER NOT NULL
);
CREATE UNIQUE INDEX sync_rows_key ON sync_rows (order_id, group_key);
CREATE INDEX sync_rows_shipping_order ON sync_rows (shipping_order_id, account) WHERE shipping_order_id IS NOT NULL;
CREATE INDEX sync_rows_order_number ON sync_rows (order_number);
CREATE INDEX sync_rows_shipping_number ON sync_rows (shipping_number) WHERE shipping_number <> order_number;

CREATE TABLE shipping_orders (
    account TEXT NOT NULL,
    shipping_order_id INTEGER NOT NULL,
    order_key TEXT,
    observed_at INTEGER NOT NULL,
    content_hash BLOB NOT NULL,     -- SHA-256 of the content before compression: shows whether a reading says anything new
    content BLOB NOT NULL,
    PRIMARY KEY (shipping_order_id, account)
);
CREATE INDEX shipping_orders_key ON shipping_orders (order_key) WHERE order_key IS NOT NULL;

CREATE TABLE shipments (
    account TEXT NOT NULL,
    shipment_key TEXT NOT NULL,
    order_id TEXT,
    tracking_number TEXT,
    recorded_state TEXT,
    recorded_at INTEGER,
    content BLOB NOT NULL,
    PRIMARY KEY (shipment_key, account)
);
CREATE INDEX shipments_order ON shipments (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX shipments_tracking ON shipments (tracking_number) WHERE tracking_number IS NOT NULL;

CREATE TABLE cursors (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    etag INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    held_until INTEGER NOT NULL
);

CREATE TABLE flow_pauses (
    flow TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    paused_until INTEGER
);

CREATE TABLE rate_windows (
    account TEXT PRIMARY KEY,
    call_limit INTEGER NOT NULL,
    used INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    told INTEGER NOT NULL,
    closed INTEGER NOT NULL
);

-- The body of a message is plain UTF-8 JSON, or whatever else was sent.
CREATE TABLE messages (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    enqueued_at INTEGER NOT NULL,
    delivery_count INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0,
    lock_token TEXT,
    body BLOB NOT NULL
);
CREATE INDEX messages_due ON messages (queue, due_at);
CREATE INDEX messages_locked ON messages (queue, locked_until) WHERE locked_until > 0;

CREATE TABLE dead_letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    message_type TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    description TEXT NOT NULL,
    order_id TEXT,
    order_number TEXT,
    correlation_id TEXT,
    first_failed_at INTEGER NOT NULL,
    dead_at INTEGER NOT NULL,
    delivery_count INTEGER NOT NULL,
    body BLOB NOT NULL              -- as it came
);
CREATE INDEX dead_letters_order ON dead_letters (order_id, message_type);
CREATE INDEX dead_letters_queue ON dead_letters (queue);

-- told_as (a running number) orders what happened at one instant: it counts the appends of its process.
CREATE TABLE journal_entries (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    told_as INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_id TEXT,
    order_number TEXT,
    text TEXT NOT NULL,
    correlation_id TEXT,
    code TEXT
);
CREATE INDEX journal_entries_order ON journal_entries (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX journal_entries_number ON journal_entries (order_number, at) WHERE order_number IS NOT NULL;
CREATE INDEX journal_entries_at ON journal_entries (at);
CREATE INDEX journal_entries_runs ON journal_entries (at) WHERE kind = 'Run';

CREATE TABLE exchanges (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    told_as INTEGER NOT NULL,
    vendor TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    status INTEGER NOT NULL,
    error_code TEXT,
    duration INTEGER NOT NULL,      -- ticks of 100 ns
    attempt INTEGER NOT NULL,
    request_body BLOB,
    response_body BLOB,
    order_ids TEXT NOT NULL         -- JSON array; exchange_orders is the way from an order to its exchanges
);
CREATE INDEX exchanges_at ON exchanges (at);

CREATE TABLE exchange_orders (
    order_id TEXT NOT NULL,
    exchange_id INTEGER NOT NULL,
    PRIMARY KEY (order_id, exchange_id)
) WITHOUT ROWID;
