-- name: route
SELECT client FROM phone WHERE phone = $1
-- name: route_manager
SELECT manager, extension FROM manager WHERE id = $1
