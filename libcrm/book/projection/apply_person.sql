-- name: suppress_add
INSERT INTO suppressed (key, at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING

-- name: suppress_release
DELETE FROM suppressed WHERE key = $1 AND at <= $2
