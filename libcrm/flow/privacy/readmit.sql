-- name: readmit_erasings
SELECT client, new FROM event WHERE kind = $1 ORDER BY event

-- name: readmit_since
SELECT at FROM suppressed WHERE key = $1
