-- The next table to go: virtual ones first, for they take their own tables with them.
-- name: sidecar_first_table
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC LIMIT 1
