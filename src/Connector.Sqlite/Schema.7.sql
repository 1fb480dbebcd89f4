-- Schema 7: values that people set for fields of single orders.

CREATE TABLE order_overrides (
    order_id TEXT NOT NULL,
    field TEXT NOT NULL,
    content TEXT NOT NULL,          -- JSON
    PRIMARY KEY (order_id, field)
) WITHOUT ROWID;
