-- name: sum_add
INSERT INTO lead_sum (sum, day, who, stage, state, n, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (sum, day, who, stage, state) DO UPDATE SET n = lead_sum.n + excluded.n, amount = lead_sum.amount + excluded.amount

-- name: sum_add_many
INSERT INTO lead_sum (sum, day, who, stage, state, n, amount) SELECT sum, day, who, stage, state, n, amount FROM sums WHERE true
ON CONFLICT (sum, day, who, stage, state) DO UPDATE SET n = lead_sum.n + excluded.n, amount = lead_sum.amount + excluded.amount

-- name: sum_drop
DELETE FROM lead_sum WHERE sum = $1 AND day = $2 AND who = $3 AND stage = $4 AND state = $5 AND n + $6 = 0 AND amount + $7 = 0

-- name: credit_add
INSERT INTO credit (route, manager, value) VALUES ($1, $2, $3)
ON CONFLICT (route, manager) DO UPDATE SET value = credit.value + excluded.value

-- name: credit_drop
DELETE FROM credit WHERE route = $1 AND manager = $2 AND value = 0
