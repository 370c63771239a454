-- name: any_lead
SELECT 1 FROM lead LIMIT 1

-- name: reach_empty
DELETE FROM reach

-- name: clocks_empty
DELETE FROM clock

-- name: ownings_empty
DELETE FROM owning

-- name: sums_empty
DELETE FROM lead_sum

-- name: profiles_empty
UPDATE client SET filled = 0

-- name: profile_add
UPDATE client SET filled = filled | $2 WHERE client = $1
