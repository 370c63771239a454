-- name: client_row
SELECT name, filled FROM client WHERE client = $1

-- name: client_new
INSERT INTO client (client, name, filled) VALUES ($1, $2, $3) ON CONFLICT (client) DO NOTHING

-- name: client_put
INSERT INTO client (client, name, filled) VALUES ($1, $2, $3)
ON CONFLICT (client) DO UPDATE SET name = excluded.name, filled = excluded.filled

-- name: client_delete
DELETE FROM client WHERE client = $1

-- name: role_put
INSERT INTO role (client, role) VALUES ($1, $2) ON CONFLICT (client) DO UPDATE SET role = excluded.role

-- name: role_delete
DELETE FROM role WHERE client = $1

-- name: client_in_group
SELECT 1 FROM merged WHERE client = $1 OR root = $1 LIMIT 1

-- name: client_members
SELECT client FROM merged WHERE root = $1 ORDER BY client

-- name: clients_put
SELECT DISTINCT client FROM event WHERE lead IS NULL AND client IS NOT NULL AND kind = $1 ORDER BY client
-- name: clients_merged
SELECT client FROM merged ORDER BY client

-- How many rows came again with other values: who lists leads looks for them only where there are some.
-- name: updates_more
INSERT INTO cursor (name, value) VALUES ('updated', 1) ON CONFLICT (name) DO UPDATE SET value = cursor.value + 1
-- name: updates_less
UPDATE cursor SET value = value - 1 WHERE name = 'updated'
-- name: updates_gone
DELETE FROM cursor WHERE name = 'updated' AND value = 0
