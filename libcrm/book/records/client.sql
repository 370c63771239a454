-- name: client_root
SELECT root FROM merged WHERE client = $1

-- name: client_refused
SELECT max(event) FROM refused
WHERE a IN (SELECT $1 UNION ALL SELECT client FROM merged WHERE root = $1) AND b IN (SELECT $2 UNION ALL SELECT client FROM merged WHERE root = $2)
OR a IN (SELECT $2 UNION ALL SELECT client FROM merged WHERE root = $2) AND b IN (SELECT $1 UNION ALL SELECT client FROM merged WHERE root = $1)

-- name: client_role
SELECT role FROM role WHERE client = $1

-- name: client_name
SELECT name FROM client WHERE client = $1
-- name: client_there
SELECT 1 FROM client WHERE client = $1
