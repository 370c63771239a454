-- name: assign_count
SELECT count(*) FROM route
-- name: assign_routes
SELECT route, segment, members, method FROM route ORDER BY pos, route
-- name: assign_turns
SELECT value FROM cursor WHERE name = $1
-- name: assign_credit
SELECT manager, value FROM credit WHERE route = $1
