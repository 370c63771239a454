-- name: stages
SELECT id, stage, name, kind, target_days, rot_days, required FROM stage ORDER BY pos, id

-- name: managers
SELECT id, manager, name, email, role, unit, weight, capacity, wip, hired, left_on FROM manager ORDER BY id

-- name: reasons
SELECT id, reason, name, kind, reanimate FROM reason ORDER BY id

-- name: units
SELECT unit, parent, head, name FROM unit
