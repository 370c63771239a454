-- name: plans_of_month
SELECT metric, manager, unit, value FROM plan WHERE month = $1 ORDER BY plan
