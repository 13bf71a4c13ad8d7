CREATE TABLE "unknown_key_sources" (
	"tenant_id" uuid NOT NULL,
	"unknown_key_id" uuid NOT NULL,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"refusals" bigint NOT NULL,
	CONSTRAINT "unknown_key_sources_tenant_id_unknown_key_id_ip_user_agent_pk" PRIMARY KEY("tenant_id","unknown_key_id","ip","user_agent")
);
--> statement-breakpoint
CREATE TABLE "unknown_keys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"class" text NOT NULL,
	"fingerprint" text NOT NULL,
	"folded" boolean DEFAULT false NOT NULL,
	"form" text NOT NULL,
	"length" text NOT NULL,
	"key_id" uuid,
	"secret_id" uuid,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"refusals" bigint NOT NULL,
	CONSTRAINT "unknown_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "unknown_key_sources" ADD CONSTRAINT "unknown_key_sources_tenant_id_unknown_key_id_unknown_keys_tenant_id_id_fk" FOREIGN KEY ("tenant_id","unknown_key_id") REFERENCES "public"."unknown_keys"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "unknown_keys_fingerprint" ON "unknown_keys" USING btree ("tenant_id","class","fingerprint");--> statement-breakpoint
CREATE INDEX "unknown_keys_latest" ON "unknown_keys" USING btree ("last_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "unknown_keys_first" ON "unknown_keys" USING btree ("first_at");--> statement-breakpoint
CREATE INDEX "unknown_keys_key" ON "unknown_keys" USING btree ("tenant_id","key_id");