-- name: erased_all
SELECT client, occurred_at, new FROM event WHERE kind = $1 ORDER BY event
