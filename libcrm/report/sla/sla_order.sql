-- sla_wanted, a batch table: keys from C.

-- name: sla_names
SELECT c.client, c.name FROM sla_wanted AS w CROSS JOIN client AS c WHERE c.client = w.key
