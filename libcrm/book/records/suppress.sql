-- name: suppressed
SELECT count(*) FROM suppressed WHERE key = $1

-- The secret, and is there anybody?
-- name: suppress_secret
SELECT value, (SELECT count(*) FROM (SELECT 1 FROM suppressed LIMIT 1) AS one) FROM secret WHERE name = 'person'

-- name: suppress_first_batch
SELECT command, host, login, started_at FROM batch ORDER BY batch LIMIT 1
