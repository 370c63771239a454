-- name: plans_of_month
SELECT metric, manager, unit, value FROM plan WHERE month = $1 AND (cast($2 AS text) IS NULL OR metric = cast($2 AS text)) ORDER BY plan
