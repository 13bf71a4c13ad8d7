CREATE TABLE "budget_marks" (
	"tenant_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"limit_name" text NOT NULL,
	"meter" text NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"percent" integer NOT NULL,
	"limit" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "budget_marks_tenant_id_key_id_limit_name_bucket_percent_pk" PRIMARY KEY("tenant_id","key_id","limit_name","bucket","percent")
);
--> statement-breakpoint
CREATE TABLE "model_calls" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"key_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"payer" text NOT NULL,
	"credential_id" uuid,
	"request_id" text NOT NULL,
	"input_tokens" bigint NOT NULL,
	"cache_read_tokens" bigint NOT NULL,
	"cache_write_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"reasoning_tokens" bigint NOT NULL,
	"cost_pico" bigint,
	"input_price" bigint,
	"output_price" bigint,
	"cache_read_price" bigint,
	"cache_write_price" bigint,
	"reasoning_price" bigint,
	"status" integer,
	"streamed" boolean NOT NULL,
	"estimated" boolean NOT NULL,
	"first_byte_micros" bigint,
	"total_micros" bigint NOT NULL,
	CONSTRAINT "model_calls_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "model_hours" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"key_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"payer" text NOT NULL,
	"calls" bigint NOT NULL,
	"failed" bigint NOT NULL,
	"estimated" bigint NOT NULL,
	"unpriced" bigint NOT NULL,
	"input_tokens" bigint NOT NULL,
	"cache_read_tokens" bigint NOT NULL,
	"cache_write_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"reasoning_tokens" bigint NOT NULL,
	"cost_pico" bigint NOT NULL,
	CONSTRAINT "model_hours_pk" PRIMARY KEY("tenant_id","bucket","key_id","environment","provider","model","payer")
);
--> statement-breakpoint
CREATE TABLE "model_reservations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"key_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"payer" text NOT NULL,
	"credential_id" uuid,
	"request_id" text NOT NULL,
	"input_tokens" bigint NOT NULL,
	"cache_read_tokens" bigint NOT NULL,
	"cache_write_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"reasoning_tokens" bigint NOT NULL,
	"cost_pico" bigint,
	"input_price" bigint,
	"output_price" bigint,
	"cache_read_price" bigint,
	"cache_write_price" bigint,
	"reasoning_price" bigint,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "model_reservations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"input" bigint NOT NULL,
	"output" bigint NOT NULL,
	"cache_read" bigint,
	"cache_write" bigint,
	"reasoning" bigint,
	"most_output" integer,
	"source" text NOT NULL,
	"as_of" date NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "prices_provider_model_effective_from_pk" PRIMARY KEY("provider","model","effective_from")
);
--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "gateway" jsonb;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "gateway" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "model_calls_newest" ON "model_calls" USING btree ("tenant_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "model_calls_key" ON "model_calls" USING btree ("tenant_id","key_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "model_hours_bucket" ON "model_hours" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "model_reservations_expiry" ON "model_reservations" USING btree ("expires_at");