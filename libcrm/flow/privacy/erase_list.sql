-- Erasings whose traces may still be in the files, up to the last of them.
-- name: erasing_last
SELECT max(event) FROM erasing

-- name: erasing_finished
DELETE FROM erasing WHERE event <= $1

-- name: erased_all
SELECT client, occurred_at, new FROM event WHERE kind = $1 ORDER BY event

-- name: erased_suppressed
SELECT count(*) FROM suppressed WHERE key = $1
