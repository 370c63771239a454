-- name: stored_reach
SELECT stage, at, manager, skipped FROM reach WHERE lead = $1
