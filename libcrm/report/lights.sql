-- Keys from C: each stream is asked once, whatever the number of clients.
-- name: lights_batch
CREATE VIRTUAL TABLE IF NOT EXISTS temp.lights_wanted USING batch(key)

-- name: lights_open
SELECT lead FROM lead WHERE state = 0

-- Open tasks of clients, by due and number.
-- name: lights_tasks
SELECT task, client, manager, due FROM task WHERE done_at IS NULL AND client IS NOT NULL ORDER BY due, task

-- Decided leads of these clients, but not the first one, which has the number of the client.
-- name: lights_repeats
SELECT l.lead FROM lights_wanted AS w CROSS JOIN lead AS l WHERE l.client = w.key AND l.lead <> l.client AND l.state <> 0

-- Leads, with the rows they came with.
-- name: lights_leads
SELECT l.lead, l.client, l.state, l.stage, l.manager, l.created_at, e.new
FROM lights_wanted AS w CROSS JOIN lead AS l CROSS JOIN event AS e
WHERE l.lead = w.key AND e.event = l.event
