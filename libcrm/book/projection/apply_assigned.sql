-- Sums by key; what comes to nothing goes.
-- name: received_add
INSERT INTO received (manager, at, leads) VALUES ($1, $2, $3)
ON CONFLICT (manager, at) DO UPDATE SET leads = received.leads + excluded.leads
-- name: received_drop
DELETE FROM received WHERE manager = $1 AND at = $2 AND leads = 0

-- name: cursor_add
INSERT INTO cursor (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = cursor.value + excluded.value
-- name: cursor_drop
DELETE FROM cursor WHERE name = $1 AND value = 0
