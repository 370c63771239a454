-- name: handout_count
SELECT count(*) FROM route
-- name: handout_routes
SELECT route, segment, members, method FROM route ORDER BY pos, route
-- name: handout_turns
SELECT value FROM cursor WHERE name = $1
-- name: handout_credit
SELECT manager, value FROM credit WHERE route = $1
