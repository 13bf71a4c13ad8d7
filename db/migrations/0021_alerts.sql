CREATE TABLE "alert_mutes" (
	"tenant_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_label" text NOT NULL,
	CONSTRAINT "alert_mutes_tenant_id_rule_subject_pk" PRIMARY KEY("tenant_id","rule","subject")
);
--> statement-breakpoint
CREATE TABLE "alert_progress" (
	"name" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_rules" (
	"tenant_id" uuid NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"enabled" boolean NOT NULL,
	"severity" text NOT NULL,
	"settings" jsonb NOT NULL,
	"channels" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_label" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alert_rules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"rule" text NOT NULL,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"subject" text NOT NULL,
	"subject_label" text NOT NULL,
	"key_id" uuid,
	"period" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"path" text NOT NULL,
	"firing" boolean NOT NULL,
	"muted" boolean NOT NULL,
	"test" boolean DEFAULT false NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by_label" text,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by_label" text,
	"note" text,
	"returns" integer DEFAULT 0 NOT NULL,
	"mail_due" boolean DEFAULT false NOT NULL,
	"mailed_at" timestamp (3) with time zone,
	CONSTRAINT "alerts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "key_networks" (
	"tenant_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"network" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "key_networks_tenant_id_key_id_network_pk" PRIMARY KEY("tenant_id","key_id","network")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_once" ON "alerts" USING btree ("tenant_id","rule","subject","period");--> statement-breakpoint
CREATE INDEX "alerts_newest" ON "alerts" USING btree ("tenant_id","opened_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_firing" ON "alerts" USING btree ("tenant_id") WHERE "alerts"."firing";--> statement-breakpoint
CREATE INDEX "alerts_mail_due" ON "alerts" USING btree ("tenant_id","opened_at") WHERE "alerts"."mail_due";--> statement-breakpoint
CREATE INDEX "alerts_mailed" ON "alerts" USING btree ("tenant_id","mailed_at");--> statement-breakpoint
CREATE INDEX "key_networks_first" ON "key_networks" USING btree ("first_at");--> statement-breakpoint
CREATE INDEX "key_networks_last" ON "key_networks" USING btree ("last_at");