-- Of two rows with the same number the first stays.
-- name: seen_add
INSERT INTO seen (hash, lead, event) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING

-- name: seen_add_any
INSERT INTO seen (hash, lead, event) VALUES ($1, $2, $3)
ON CONFLICT (hash) DO UPDATE SET lead = -1 WHERE seen.lead <> excluded.lead

-- name: seen_put
INSERT INTO seen (hash, lead, event) VALUES ($1, $2, $3)
ON CONFLICT (hash) DO UPDATE SET lead = excluded.lead, event = excluded.event

-- name: seen_delete
DELETE FROM seen WHERE hash = $1

-- name: seen_delete_own
DELETE FROM seen WHERE hash = $1 AND event = $2
