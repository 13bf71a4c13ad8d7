CREATE TABLE "import_keys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"pepper_version" integer NOT NULL,
	"mark" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "import_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "secrets" ADD COLUMN "imported_digest" "bytea";--> statement-breakpoint
ALTER TABLE "secrets" ADD COLUMN "import_key_id" uuid;--> statement-breakpoint
ALTER TABLE "import_keys" ADD CONSTRAINT "import_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "import_keys_mark" ON "import_keys" USING btree ("tenant_id","mark");--> statement-breakpoint
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_tenant_id_import_key_id_import_keys_tenant_id_id_fk" FOREIGN KEY ("tenant_id","import_key_id") REFERENCES "public"."import_keys"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "secrets_imported_digest" ON "secrets" USING btree ("imported_digest");--> statement-breakpoint
CREATE INDEX "secrets_lookup_start" ON "secrets" USING btree ("lookup" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "secrets_import_key" ON "secrets" USING btree ("tenant_id","import_key_id") WHERE "secrets"."scheme" = 'hmac-sha256';