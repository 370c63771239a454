-- name: plan_id
SELECT plan FROM plan WHERE month = $1 AND metric = $2 AND manager = $3 AND unit = $4

-- name: plan_own
SELECT value FROM plan WHERE month = $1 AND metric = $2 AND manager = $3 AND unit = $4

-- name: plan_managers
SELECT manager, value FROM plan WHERE month = $1 AND metric = $2 AND manager <> ''
