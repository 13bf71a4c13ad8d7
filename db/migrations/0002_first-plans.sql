-- What a new installation begins with; admins change it on the page.
INSERT INTO "plans" ("id", "slug", "name", "description", "scopes", "limits", "per_request", "max_expiry_days", "allows_never_expiring", "included", "is_default", "created_at", "updated_at") VALUES
	('01990000-0000-7000-8000-000000000001', 'basic', 'Basic', 'For a first integration.', '{}',
	 '[{"name":"month","kind":"quota","meter":"requests","limit":1000000,"window":"month","onFailure":"local"}]', '{}', 365, true, '{"requests":100000,"generations":50}', true, now(), now()),
	('01990000-0000-7000-8000-000000000002', 'professional', 'Professional', 'For a product in production.', '{}',
	 '[{"name":"month","kind":"quota","meter":"requests","limit":10000000,"window":"month","onFailure":"local"}]', '{}', 365, true, '{"requests":1000000,"generations":500}', false, now(), now()),
	('01990000-0000-7000-8000-000000000003', 'enterprise', 'Enterprise', 'Limits as agreed, key by key.', '{}', '[]', '{}', 365, true, '{"requests":10000000}', false, now(), now());
--> statement-breakpoint
INSERT INTO "scope_presets" ("name", "description", "scopes", "position") VALUES
	('read', 'Reads everything, changes nothing.', '{"*:read"}', 1),
	('write', 'Reads and writes.', '{"*:read","*:write"}', 2),
	('admin', 'May do all that the API offers.', '{"*"}', 3);
