CREATE TABLE "usage_receipts" (
	"tenant_id" uuid NOT NULL,
	"id" text NOT NULL,
	"key_id" uuid NOT NULL,
	"meter" text NOT NULL,
	"quantity" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"resource" text,
	"tags" text[],
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "usage_receipts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE INDEX "usage_receipts_received" ON "usage_receipts" USING btree ("received_at");