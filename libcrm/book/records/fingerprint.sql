-- name: seen
SELECT lead, event FROM seen WHERE hash = $1
