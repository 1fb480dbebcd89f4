-- Schema 6: events and the work behind them in the history.

-- JSON: what an entry means in the words of the business; null in entries of before.
ALTER TABLE journal_entries ADD COLUMN events TEXT;

-- The work whose outcome the entry is, and that made the call: one id for messages that were handled together.
ALTER TABLE journal_entries ADD COLUMN work_id TEXT;
ALTER TABLE exchanges ADD COLUMN work_id TEXT;
