-- name: reach_add
INSERT INTO reach (lead, stage, at, manager, skipped) VALUES ($1, $2, $3, $4, $5)

-- name: reach_delete
DELETE FROM reach WHERE lead = $1

-- name: cursor_put
INSERT INTO cursor (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
