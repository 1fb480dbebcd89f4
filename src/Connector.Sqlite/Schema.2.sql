-- Schema 2: signed notifications that were accepted, and parcels on their way.

CREATE TABLE seen_notices (
    id TEXT PRIMARY KEY,
    seen_until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX seen_notices_until ON seen_notices (seen_until);

CREATE TABLE parcels (
    account TEXT NOT NULL,
    shipment_id INTEGER NOT NULL,
    order_id TEXT,                  -- NULL until the parcel is followed
    tracking_number TEXT,
    since INTEGER,
    ended INTEGER NOT NULL DEFAULT 0,
    asked_at INTEGER NOT NULL DEFAULT 0,
    arrived INTEGER NOT NULL DEFAULT 0,
    telling TEXT,                   -- what the shop order should show of the reading
    told TEXT,                      -- what it shows
    reading TEXT,                   -- JSON
    PRIMARY KEY (shipment_id, account)
);
CREATE INDEX parcels_order ON parcels (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX parcels_asked ON parcels (account, asked_at) WHERE order_id IS NOT NULL AND ended = 0;
