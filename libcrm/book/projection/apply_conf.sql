-- name: any_lead
SELECT 1 FROM lead LIMIT 1

-- name: reach_empty
DELETE FROM reach

-- name: kpi_empty
DELETE FROM kpi_day

-- name: src_empty
DELETE FROM src_day

-- name: cohort_empty
DELETE FROM cohort_day

-- name: profiles_empty
UPDATE client SET filled = 0

-- name: profile_add
UPDATE client SET filled = filled | $2 WHERE client = $1
