DROP INDEX "keys_newest";--> statement-breakpoint
CREATE INDEX "keys_newest_of_all" ON "keys" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "keys_id" ON "keys" USING btree ("id");--> statement-breakpoint
CREATE INDEX "tenants_newest" ON "tenants" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "keys_newest" ON "keys" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);