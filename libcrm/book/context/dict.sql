-- name: dict_all
SELECT id, word FROM dict WHERE kind = $1 ORDER BY id

-- name: dict_add
INSERT INTO dict (kind, id, word) VALUES ($1, $2, $3)
