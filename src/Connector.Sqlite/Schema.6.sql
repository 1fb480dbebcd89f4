-- Schema 6: events and the work behind them in the history; the list of orders.

-- JSON: what an entry means in the words of the business; null in entries of before.
ALTER TABLE journal_entries ADD COLUMN events TEXT;

-- The work whose outcome the entry is, and that made the call: one id for messages that were handled together.
ALTER TABLE journal_entries ADD COLUMN work_id TEXT;
ALTER TABLE exchanges ADD COLUMN work_id TEXT;

-- Every order that was seen, as a list shows it. It can be made again from the other tables.
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL UNIQUE,
    numbers TEXT NOT NULL,          -- lower case, each between line feeds; so are the locations
    progress TEXT NOT NULL,
    open INTEGER NOT NULL,
    attention INTEGER NOT NULL,
    locations TEXT NOT NULL,
    country TEXT,
    method TEXT,
    placed_at INTEGER NOT NULL,
    deadline INTEGER,
    content TEXT NOT NULL           -- JSON
);
CREATE INDEX orders_placed ON orders (placed_at DESC, order_id);
CREATE INDEX orders_progress ON orders (progress, placed_at DESC, order_id);
CREATE INDEX orders_open ON orders (placed_at, order_id) WHERE open = 1;
CREATE INDEX orders_attention ON orders (placed_at DESC, order_id) WHERE attention = 1;
CREATE INDEX orders_deadline ON orders (deadline, order_id) WHERE deadline IS NOT NULL;

-- The endings of each number, and whole words after a "=".
CREATE TABLE order_words (
    word TEXT NOT NULL,
    order_row INTEGER NOT NULL,
    PRIMARY KEY (word, order_row)
) WITHOUT ROWID;

-- What was done about errors, also those that are over.
CREATE TABLE error_cases (
    key TEXT PRIMARY KEY,           -- work and order
    closed_at INTEGER,
    updated_at INTEGER NOT NULL,
    content TEXT NOT NULL           -- JSON
) WITHOUT ROWID;
CREATE INDEX error_cases_closed ON error_cases (closed_at DESC, key) WHERE closed_at IS NOT NULL;
