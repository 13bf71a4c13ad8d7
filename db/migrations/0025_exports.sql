CREATE TABLE "export_files" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subject" text NOT NULL,
	"format" text NOT NULL,
	"question" jsonb NOT NULL,
	"state" text NOT NULL,
	"rows" bigint DEFAULT 0 NOT NULL,
	"size" bigint DEFAULT 0 NOT NULL,
	"parts" integer DEFAULT 0 NOT NULL,
	"turn" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"created_by_label" text NOT NULL,
	"started_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"failure" text,
	CONSTRAINT "export_files_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "export_parts" (
	"tenant_id" uuid NOT NULL,
	"export_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"data" "bytea" NOT NULL,
	CONSTRAINT "export_parts_tenant_id_export_id_number_pk" PRIMARY KEY("tenant_id","export_id","number")
);
--> statement-breakpoint
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_tenant_id_export_id_export_files_tenant_id_id_fk" FOREIGN KEY ("tenant_id","export_id") REFERENCES "public"."export_files"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "export_files_newest" ON "export_files" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "export_files_waiting" ON "export_files" USING btree ("created_at") WHERE "export_files"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "export_files_expiry" ON "export_files" USING btree ("expires_at");