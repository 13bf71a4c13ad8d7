ALTER TABLE "usage_views" RENAME TO "saved_views";--> statement-breakpoint
ALTER TABLE "saved_views" DROP CONSTRAINT "usage_views_user_id_users_id_fk";
--> statement-breakpoint
DROP INDEX "usage_views_name";--> statement-breakpoint
ALTER TABLE "saved_views" DROP CONSTRAINT "usage_views_tenant_id_id_pk";--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_tenant_id_id_pk" PRIMARY KEY("tenant_id","id");--> statement-breakpoint
ALTER TABLE "saved_views" ADD COLUMN "screen" text DEFAULT 'usage' NOT NULL;--> statement-breakpoint
ALTER TABLE "saved_views" ALTER COLUMN "screen" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("tenant_id","user_id","screen","name");