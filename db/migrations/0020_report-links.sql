CREATE TABLE "report_links" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_digest" "bytea" NOT NULL,
	"title" text NOT NULL,
	"search" text NOT NULL,
	"names_keys" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_label" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"last_opened_at" timestamp (3) with time zone,
	"times_opened" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "report_links_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "report_links" ADD CONSTRAINT "report_links_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "report_links_token" ON "report_links" USING btree ("token_digest");--> statement-breakpoint
CREATE INDEX "report_links_newest" ON "report_links" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);