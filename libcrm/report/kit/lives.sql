-- lives_wanted, a batch table: keys from C, a slice at a time.

-- name: lives_created
SELECT -- use: event_columns AS e WITHOUT batch ref reverses old
FROM lives_wanted AS w CROSS JOIN lead AS l CROSS JOIN event AS e WHERE l.lead = w.key AND e.event = l.event

-- What is not about tasks, letters to him and what heads were told. Compared one by one: a list is looked up in a tree.
-- name: lives_after
SELECT -- use: event_columns AS e WITHOUT batch client ref old
FROM lives_wanted AS w CROSS JOIN event AS e
WHERE e.lead = w.key AND e.kind <> @EV_LEAD_CREATED@ AND e.kind <> @EV_TASK_ADDED@ AND e.kind <> @EV_TASK_DONE@
AND e.kind <> @EV_TASK_SET@ AND e.kind <> @EV_PROGRAMME_ENROLLED@ AND e.kind <> @EV_PROGRAMME_SENT@
AND e.kind <> @EV_PROGRAMME_ENDED@ AND e.kind <> @EV_ALERTED@ AND e.lead IS NOT NULL
