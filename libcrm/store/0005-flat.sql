-- A period is asked for by its leads and its events, not by looking at every one there is. Who came is found by the lead: the journal's index leaves the
-- inquiries out, for a lead remembers its first event.
-- name: step_0005
CREATE INDEX lead_created ON lead (created_at);
CREATE INDEX event_at ON event (occurred_at) WHERE kind <> 1;
