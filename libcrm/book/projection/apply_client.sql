-- name: client_row
SELECT name, filled FROM client WHERE client = $1

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
