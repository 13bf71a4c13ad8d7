CREATE TABLE "key_day_shapes" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"key_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	"refusals" bigint NOT NULL,
	CONSTRAINT "key_day_shapes_pk" PRIMARY KEY("tenant_id","bucket","key_id","environment")
);
--> statement-breakpoint
CREATE TABLE "key_model_shapes" (
	"tenant_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
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
	CONSTRAINT "key_model_shapes_pk" PRIMARY KEY("tenant_id","bucket","key_id","environment","provider","model","payer")
);
--> statement-breakpoint
CREATE TABLE "platform_call_shapes" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"outcome" text NOT NULL,
	"calls" bigint[] NOT NULL,
	"requests" bigint[] NOT NULL,
	"latency_micros" bigint[] NOT NULL,
	CONSTRAINT "platform_call_shapes_bucket_environment_outcome_pk" PRIMARY KEY("bucket","environment","outcome")
);
--> statement-breakpoint
CREATE TABLE "tenant_resource_shapes" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"refusals" bigint[] NOT NULL,
	"calls" bigint[] NOT NULL,
	"requests" bigint[] NOT NULL,
	"latency_micros" bigint[] NOT NULL,
	"resource" text NOT NULL,
	CONSTRAINT "tenant_resource_shapes_pk" PRIMARY KEY("tenant_id","bucket","environment","resource")
);
--> statement-breakpoint
CREATE TABLE "tenant_scope_shapes" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"slots" integer[] NOT NULL,
	"refusals" bigint[] NOT NULL,
	"calls" bigint[] NOT NULL,
	"requests" bigint[] NOT NULL,
	"latency_micros" bigint[] NOT NULL,
	"scope" text NOT NULL,
	CONSTRAINT "tenant_scope_shapes_pk" PRIMARY KEY("tenant_id","bucket","environment","scope")
);
--> statement-breakpoint
CREATE INDEX "key_day_shapes_bucket" ON "key_day_shapes" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "key_model_shapes_bucket" ON "key_model_shapes" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "tenant_resource_shapes_bucket" ON "tenant_resource_shapes" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "tenant_scope_shapes_bucket" ON "tenant_scope_shapes" USING btree ("bucket");--> statement-breakpoint
-- Read where they stand, as those of other shapes.
ALTER TABLE "key_model_shapes"
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
ALTER TABLE "platform_call_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "calls" SET STORAGE PLAIN,
	ALTER COLUMN "requests" SET STORAGE PLAIN,
	ALTER COLUMN "latency_micros" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "tenant_resource_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "refusals" SET STORAGE PLAIN,
	ALTER COLUMN "calls" SET STORAGE PLAIN,
	ALTER COLUMN "requests" SET STORAGE PLAIN,
	ALTER COLUMN "latency_micros" SET STORAGE PLAIN;--> statement-breakpoint
ALTER TABLE "tenant_scope_shapes"
	ALTER COLUMN "slots" SET STORAGE PLAIN,
	ALTER COLUMN "refusals" SET STORAGE PLAIN,
	ALTER COLUMN "calls" SET STORAGE PLAIN,
	ALTER COLUMN "requests" SET STORAGE PLAIN,
	ALTER COLUMN "latency_micros" SET STORAGE PLAIN;
