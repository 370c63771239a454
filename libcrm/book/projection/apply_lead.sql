-- name: reach_add
INSERT INTO reach (lead, stage, at, manager, skipped) VALUES ($1, $2, $3, $4, $5)

-- name: reach_delete
DELETE FROM reach WHERE lead = $1
