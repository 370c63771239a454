-- Of two rows with the same number the first stays.
-- name: fingerprint_add
INSERT INTO seen (hash, lead, event) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING

-- name: fingerprint_add_any
INSERT INTO seen (hash, lead, event) VALUES ($1, $2, $3)
ON CONFLICT (hash) DO UPDATE SET lead = -1 WHERE seen.lead <> excluded.lead

-- name: fingerprint_put
INSERT INTO seen (hash, lead, event) VALUES ($1, $2, $3)
ON CONFLICT (hash) DO UPDATE SET lead = excluded.lead, event = excluded.event

-- name: fingerprint_delete
DELETE FROM seen WHERE hash = $1

-- name: fingerprint_delete_own
DELETE FROM seen WHERE hash = $1 AND event = $2
