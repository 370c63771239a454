-- name: ahead_add
INSERT INTO cursor (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = cursor.value + excluded.value
-- name: ahead_drop
DELETE FROM cursor WHERE name = $1 AND value = 0
-- name: ahead_after
SELECT name FROM cursor WHERE name >= $1 AND name < $2 ORDER BY name
