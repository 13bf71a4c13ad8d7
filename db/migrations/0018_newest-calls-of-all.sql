-- The log of everybody's calls reads from the newest backwards. Of one tenant or key, older indexes do.
CREATE INDEX "usage_events_newest" ON "usage_events" ("at" DESC, "id" DESC);
