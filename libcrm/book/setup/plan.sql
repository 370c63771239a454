-- name: plan_id
SELECT plan FROM plan WHERE month = $1 AND metric = $2 AND manager = $3 AND unit = $4
