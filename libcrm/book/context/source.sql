-- name: sources
SELECT source, name FROM source ORDER BY source
