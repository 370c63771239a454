-- Whose turn it was last.
-- name: assign_cursor
SELECT value FROM cursor WHERE name = $1
