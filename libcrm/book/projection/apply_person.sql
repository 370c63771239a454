-- name: suppress_add
INSERT INTO suppressed (key, at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING
