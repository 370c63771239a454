-- name: erasing_finished
DELETE FROM erasing WHERE event <= $1

-- name: erased_all
SELECT client, occurred_at, new FROM event WHERE kind = $1 ORDER BY event

-- name: erased_suppressed
SELECT count(*) FROM suppressed WHERE key = $1
