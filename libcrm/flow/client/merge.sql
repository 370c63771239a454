-- name: merge_target
SELECT target FROM merged WHERE client = $1
