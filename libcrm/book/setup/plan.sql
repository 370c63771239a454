-- Plans of units and of the department.
-- name: plan_wholes
SELECT count(*) FROM plan WHERE month = $1 AND metric = $2 AND manager = ''
-- name: plan_id
SELECT plan FROM plan WHERE month = $1 AND metric = $2 AND manager = $3 AND unit = $4
