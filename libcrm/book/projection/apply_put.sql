-- name: put_seen_add
INSERT INTO seen (hash, lead, event) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING
-- name: put_seen_delete
DELETE FROM seen WHERE hash = $1 AND event = $2
