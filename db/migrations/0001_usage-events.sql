-- Partitioned by day, so that old days are dropped whole. Rows of a day without a partition wait in the default one.
CREATE TABLE "usage_events" (
	"tenant_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"secret_id" uuid,
	"environment" text NOT NULL,
	"outcome" text NOT NULL,
	"cost" bigint NOT NULL,
	"units" jsonb,
	"resource" text,
	"ip" text,
	"user_agent" text,
	"tags" text[],
	"latency_micros" integer NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "usage_events_tenant_id_at_id_pk" PRIMARY KEY("tenant_id","at","id")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "usage_events_default" PARTITION OF "usage_events" DEFAULT;
--> statement-breakpoint
CREATE INDEX "usage_events_key" ON "usage_events" ("tenant_id", "key_id", "at" DESC);
