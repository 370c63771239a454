-- The form's ledger: `key HEX` is the key of a slot, `ip HEX` a visitor under it, `form HEX` the contents of a form and the moment it came.
-- name: knock_key
SELECT address FROM knock WHERE address >= 'key ' AND address < 'key!' AND slot = $1
-- name: knock_times
SELECT times FROM knock WHERE address = $1 AND slot = $2
-- name: knock_same
SELECT count(*) FROM knock WHERE address = $1 AND slot > $2
-- name: knock_put
INSERT INTO knock (address, slot, times) VALUES ($1, $2, 1) ON CONFLICT (address, slot) DO UPDATE SET times = knock.times + 1
-- name: knock_old
DELETE FROM knock WHERE slot < $1
