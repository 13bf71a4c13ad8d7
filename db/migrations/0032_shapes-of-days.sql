CREATE TABLE "key_call_shapes" (
	"tenant_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"outcome" text NOT NULL,
	"calls" bigint[] NOT NULL,
	"requests" bigint[] NOT NULL,
	"latency_micros" bigint[] NOT NULL,
	CONSTRAINT "key_call_shapes_pk" PRIMARY KEY("tenant_id","bucket","key_id","environment","outcome")
);
--> statement-breakpoint
CREATE TABLE "platform_meter_shapes" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"meter" text NOT NULL,
	"quantity" bigint[] NOT NULL,
	CONSTRAINT "platform_meter_shapes_bucket_environment_meter_pk" PRIMARY KEY("bucket","environment","meter")
);
--> statement-breakpoint
CREATE TABLE "platform_model_shapes" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"payer" text NOT NULL,
	"calls" bigint[] NOT NULL,
	"failed" bigint[] NOT NULL,
	"estimated" bigint[] NOT NULL,
	"unpriced" bigint[] NOT NULL,
	"input_tokens" bigint[] NOT NULL,
	"cache_read_tokens" bigint[] NOT NULL,
	"cache_write_tokens" bigint[] NOT NULL,
	"output_tokens" bigint[] NOT NULL,
	"reasoning_tokens" bigint[] NOT NULL,
	"audio_input_tokens" bigint[] NOT NULL,
	"audio_output_tokens" bigint[] NOT NULL,
	"cost_pico" bigint[] NOT NULL,
	CONSTRAINT "platform_model_shapes_pk" PRIMARY KEY("bucket","environment","provider","model","payer")
);
--> statement-breakpoint
CREATE TABLE "platform_resource_shapes" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"refusals" bigint[] NOT NULL,
	"calls" bigint[] NOT NULL,
	"requests" bigint[] NOT NULL,
	"latency_micros" bigint[] NOT NULL,
	"resource" text NOT NULL,
	CONSTRAINT "platform_resource_shapes_bucket_environment_resource_pk" PRIMARY KEY("bucket","environment","resource")
);
--> statement-breakpoint
CREATE TABLE "platform_scope_shapes" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"refusals" bigint[] NOT NULL,
	"calls" bigint[] NOT NULL,
	"requests" bigint[] NOT NULL,
	"latency_micros" bigint[] NOT NULL,
	"scope" text NOT NULL,
	CONSTRAINT "platform_scope_shapes_bucket_environment_scope_pk" PRIMARY KEY("bucket","environment","scope")
);
--> statement-breakpoint
CREATE TABLE "shaped_days" (
	"about" text NOT NULL,
	"day" date NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "shaped_days_about_day_pk" PRIMARY KEY("about","day")
);
--> statement-breakpoint
CREATE TABLE "tenant_call_shapes" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"outcome" text NOT NULL,
	"calls" bigint[] NOT NULL,
	"requests" bigint[] NOT NULL,
	"latency_micros" bigint[] NOT NULL,
	CONSTRAINT "tenant_call_shapes_tenant_id_bucket_environment_outcome_pk" PRIMARY KEY("tenant_id","bucket","environment","outcome")
);
--> statement-breakpoint
CREATE TABLE "tenant_meter_shapes" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"meter" text NOT NULL,
	"quantity" bigint[] NOT NULL,
	CONSTRAINT "tenant_meter_shapes_tenant_id_bucket_environment_meter_pk" PRIMARY KEY("tenant_id","bucket","environment","meter")
);
--> statement-breakpoint
CREATE TABLE "tenant_model_shapes" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"payer" text NOT NULL,
	"calls" bigint[] NOT NULL,
	"failed" bigint[] NOT NULL,
	"estimated" bigint[] NOT NULL,
	"unpriced" bigint[] NOT NULL,
	"input_tokens" bigint[] NOT NULL,
	"cache_read_tokens" bigint[] NOT NULL,
	"cache_write_tokens" bigint[] NOT NULL,
	"output_tokens" bigint[] NOT NULL,
	"reasoning_tokens" bigint[] NOT NULL,
	"audio_input_tokens" bigint[] NOT NULL,
	"audio_output_tokens" bigint[] NOT NULL,
	"cost_pico" bigint[] NOT NULL,
	CONSTRAINT "tenant_model_shapes_pk" PRIMARY KEY("tenant_id","bucket","environment","provider","model","payer")
);
--> statement-breakpoint
CREATE INDEX "key_call_shapes_bucket" ON "key_call_shapes" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "tenant_call_shapes_bucket" ON "tenant_call_shapes" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "tenant_meter_shapes_bucket" ON "tenant_meter_shapes" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "tenant_model_shapes_bucket" ON "tenant_model_shapes" USING btree ("bucket");--> statement-breakpoint
-- Read where they stand: at most 96 slots fit a page, and to press them costs more time than it saves room.
ALTER TABLE "key_call_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "calls" SET STORAGE PLAIN,
	ALTER COLUMN "requests" SET STORAGE PLAIN,
	ALTER COLUMN "latency_micros" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "platform_meter_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "quantity" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "platform_model_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "calls" SET STORAGE PLAIN,
	ALTER COLUMN "failed" SET STORAGE PLAIN,
	ALTER COLUMN "estimated" SET STORAGE PLAIN,
	ALTER COLUMN "unpriced" SET STORAGE PLAIN,
	ALTER COLUMN "input_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "cache_read_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "cache_write_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "output_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "reasoning_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "audio_input_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "audio_output_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "cost_pico" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "platform_resource_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "refusals" SET STORAGE PLAIN,
	ALTER COLUMN "calls" SET STORAGE PLAIN,
	ALTER COLUMN "requests" SET STORAGE PLAIN,
	ALTER COLUMN "latency_micros" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "platform_scope_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "refusals" SET STORAGE PLAIN,
	ALTER COLUMN "calls" SET STORAGE PLAIN,
	ALTER COLUMN "requests" SET STORAGE PLAIN,
	ALTER COLUMN "latency_micros" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "tenant_call_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "calls" SET STORAGE PLAIN,
	ALTER COLUMN "requests" SET STORAGE PLAIN,
	ALTER COLUMN "latency_micros" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "tenant_meter_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "quantity" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "tenant_model_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "calls" SET STORAGE PLAIN,
	ALTER COLUMN "failed" SET STORAGE PLAIN,
	ALTER COLUMN "estimated" SET STORAGE PLAIN,
	ALTER COLUMN "unpriced" SET STORAGE PLAIN,
	ALTER COLUMN "input_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "cache_read_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "cache_write_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "output_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "reasoning_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "audio_input_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "audio_output_tokens" SET STORAGE PLAIN,
	ALTER COLUMN "cost_pico" SET STORAGE PLAIN;
