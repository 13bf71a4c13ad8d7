CREATE TABLE "credential_versions" (
	"tenant_id" uuid NOT NULL,
	"credential_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"base_url" text NOT NULL,
	"takes_over" boolean NOT NULL,
	"sealed" "bytea",
	"sealing_key_id" uuid,
	"nonce" "bytea",
	"sealed_by" text,
	"tenant_key_version" integer,
	"wrapped_key" "bytea",
	"ciphertext" "bytea",
	"last4" text,
	"fingerprint" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_label" text NOT NULL,
	"stored_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"check_state" text,
	"check_detail" text,
	"check_latency_ms" integer,
	"checked_at" timestamp (3) with time zone,
	"check_requested_at" timestamp (3) with time zone,
	CONSTRAINT "credential_versions_tenant_id_credential_id_version_pk" PRIMARY KEY("tenant_id","credential_id","version")
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider" text NOT NULL,
	"label" text NOT NULL,
	"current_version" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_label" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "credentials_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "master_key_holders" (
	"node_id" uuid NOT NULL,
	"kek_kind" text NOT NULL,
	"kek_version" integer NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "master_key_holders_node_id_kek_kind_kek_version_pk" PRIMARY KEY("node_id","kek_kind","kek_version")
);
--> statement-breakpoint
CREATE TABLE "seal_tickets" (
	"tenant_id" uuid NOT NULL,
	"nonce" "bytea" NOT NULL,
	"credential_id" uuid NOT NULL,
	"holder" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "seal_tickets_tenant_id_nonce_pk" PRIMARY KEY("tenant_id","nonce")
);
--> statement-breakpoint
CREATE TABLE "sealing_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"suite" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"kek_kind" text NOT NULL,
	"kek_version" integer NOT NULL,
	"check_value" "bytea" NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenant_keys" (
	"tenant_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kek_kind" text NOT NULL,
	"kek_version" integer NOT NULL,
	"check_value" "bytea" NOT NULL,
	"wrapped" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"rewrapped_at" timestamp (3) with time zone,
	"unreadable_since" timestamp (3) with time zone,
	"shredded_at" timestamp (3) with time zone,
	CONSTRAINT "tenant_keys_tenant_id_version_pk" PRIMARY KEY("tenant_id","version")
);
--> statement-breakpoint
CREATE TABLE "vault_rotations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"requested_by_label" text NOT NULL,
	"dry_run" boolean NOT NULL,
	"kek_kind" text,
	"kek_version" integer,
	"total" integer,
	"done" integer DEFAULT 0 NOT NULL,
	"unreadable" integer DEFAULT 0 NOT NULL,
	"reached" text,
	"progressed_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"failure" text
);
--> statement-breakpoint
ALTER TABLE "credential_versions" ADD CONSTRAINT "credential_versions_tenant_id_credential_id_credentials_tenant_id_id_fk" FOREIGN KEY ("tenant_id","credential_id") REFERENCES "public"."credentials"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credential_versions_sealed" ON "credential_versions" USING btree ("created_at") WHERE "credential_versions"."state" = 'sealed';--> statement-breakpoint
CREATE INDEX "credential_versions_to_check" ON "credential_versions" USING btree ("check_requested_at") WHERE "credential_versions"."check_requested_at" is not null;--> statement-breakpoint
CREATE INDEX "credentials_newest" ON "credentials" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "seal_tickets_expires" ON "seal_tickets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sealing_keys_expires" ON "sealing_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "tenant_keys_kek" ON "tenant_keys" USING btree ("kek_kind","kek_version");--> statement-breakpoint
CREATE INDEX "vault_rotations_newest" ON "vault_rotations" USING btree ("requested_at");