-- name: kpi_add
INSERT INTO kpi_day (day, manager, stage, n, amount) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (day, manager, stage) DO UPDATE SET n = kpi_day.n + excluded.n, amount = kpi_day.amount + excluded.amount

-- name: src_add
INSERT INTO src_day (day, source, stage, n, amount) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (day, source, stage) DO UPDATE SET n = src_day.n + excluded.n, amount = src_day.amount + excluded.amount

-- name: cohort_add
INSERT INTO cohort_day (day, source, stage, n, amount, state) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (day, source, stage, state) DO UPDATE
SET n = cohort_day.n + excluded.n, amount = cohort_day.amount + excluded.amount

-- name: kpi_drop
DELETE FROM kpi_day WHERE day = $1 AND manager = $2 AND stage = $3 AND n = 0 AND amount = 0

-- name: src_drop
DELETE FROM src_day WHERE day = $1 AND source = $2 AND stage = $3 AND n = 0 AND amount = 0

-- name: cohort_drop
DELETE FROM cohort_day WHERE day = $1 AND source = $2 AND stage = $3 AND state = $4 AND n = 0 AND amount = 0

-- name: credit_add
INSERT INTO credit (route, manager, value) VALUES ($1, $2, $3)
ON CONFLICT (route, manager) DO UPDATE SET value = credit.value + excluded.value

-- name: credit_drop
DELETE FROM credit WHERE route = $1 AND manager = $2 AND value = 0
