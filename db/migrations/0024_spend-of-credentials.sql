CREATE TABLE "credential_days" (
	"tenant_id" uuid NOT NULL,
	"credential_id" uuid NOT NULL,
	"day" date NOT NULL,
	"calls" bigint NOT NULL,
	"failed" bigint NOT NULL,
	"unpriced" bigint NOT NULL,
	"cost_pico" bigint NOT NULL,
	CONSTRAINT "credential_days_pk" PRIMARY KEY("tenant_id","credential_id","day")
);
--> statement-breakpoint
INSERT INTO "credential_days" ("tenant_id", "credential_id", "day", "calls", "failed", "unpriced", "cost_pico")
SELECT CASE "payer" WHEN 'managed' THEN '00000000-0000-0000-0000-000000000000'::uuid ELSE "tenant_id" END,
	"credential_id", ("at" AT TIME ZONE 'UTC')::date, count(*),
	count(*) FILTER (WHERE "status" IS NULL OR "status" >= 400), count(*) FILTER (WHERE "cost_pico" IS NULL),
	coalesce(sum("cost_pico"), 0)
FROM "model_calls" WHERE "credential_id" IS NOT NULL GROUP BY 1, 2, 3;
