-- ordered_clients, a batch table: keys from C.

-- name: ordered_names
SELECT c.client, c.name FROM ordered_clients AS w CROSS JOIN client AS c WHERE c.client = w.key
