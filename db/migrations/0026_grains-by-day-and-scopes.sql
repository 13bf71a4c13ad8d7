CREATE TABLE "key_model_days" (
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
	CONSTRAINT "key_model_days_pk" PRIMARY KEY("tenant_id","bucket","key_id","environment","provider","model","payer")
);
--> statement-breakpoint
CREATE TABLE "meter_days" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"key_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"meter" text NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "meter_days_tenant_id_bucket_key_id_environment_meter_pk" PRIMARY KEY("tenant_id","bucket","key_id","environment","meter")
);
--> statement-breakpoint
CREATE TABLE "key_latency_days" (
	"tenant_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"counts" bigint[] NOT NULL,
	CONSTRAINT "key_latency_days_tenant_id_key_id_bucket_environment_pk" PRIMARY KEY("tenant_id","key_id","bucket","environment")
);
--> statement-breakpoint
CREATE TABLE "latency_days" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"counts" bigint[] NOT NULL,
	CONSTRAINT "latency_days_tenant_id_bucket_environment_pk" PRIMARY KEY("tenant_id","bucket","environment")
);
--> statement-breakpoint
CREATE TABLE "platform_days" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"outcome" text NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	"lane" smallint NOT NULL,
	CONSTRAINT "platform_days_bucket_environment_outcome_lane_pk" PRIMARY KEY("bucket","environment","outcome","lane")
);
--> statement-breakpoint
CREATE TABLE "platform_latency_days" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"counts" bigint[] NOT NULL,
	"lane" smallint NOT NULL,
	CONSTRAINT "platform_latency_days_bucket_environment_lane_pk" PRIMARY KEY("bucket","environment","lane")
);
--> statement-breakpoint
CREATE TABLE "scope_days" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"refusals" bigint NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	"scope" text NOT NULL,
	CONSTRAINT "scope_days_tenant_id_bucket_environment_scope_pk" PRIMARY KEY("tenant_id","bucket","environment","scope")
);
--> statement-breakpoint
CREATE TABLE "scope_hours" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"refusals" bigint NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	"scope" text NOT NULL,
	CONSTRAINT "scope_hours_tenant_id_bucket_environment_scope_pk" PRIMARY KEY("tenant_id","bucket","environment","scope")
);
--> statement-breakpoint
CREATE INDEX "key_model_days_bucket" ON "key_model_days" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "meter_days_bucket" ON "meter_days" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "key_latency_days_bucket" ON "key_latency_days" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "latency_days_bucket" ON "latency_days" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "scope_days_bucket" ON "scope_days" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "scope_hours_bucket" ON "scope_hours" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "model_calls_at" ON "model_calls" USING brin ("at");--> statement-breakpoint
CREATE INDEX "meter_quarter_hours_bucket" ON "meter_quarter_hours" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "latency_hours_bucket" ON "latency_hours" USING btree ("bucket");--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "scope" text;--> statement-breakpoint
-- What was counted before is counted here too; times of keys only as far as events are kept. No call named scopes yet.
grant select, insert on platform_days, latency_days, platform_latency_days, key_latency_days, meter_days, scope_hours,
  scope_days, key_model_days to keyhold_platform;
--> statement-breakpoint
grant usage on schema public to keyhold_platform;
--> statement-breakpoint
grant select on usage_events, tenant_quarter_hours, tenant_days, platform_quarter_hours, latency_hours,
  platform_latency_hours, meter_quarter_hours, model_hours to keyhold_platform;
--> statement-breakpoint
set role keyhold_platform;
--> statement-breakpoint
insert into platform_days (bucket, environment, outcome, lane, calls, requests, latency_micros)
select date_trunc('day', bucket, 'UTC'), environment, outcome, 0, sum(calls), sum(requests), sum(latency_micros)
from platform_quarter_hours group by 1, 2, 3;
--> statement-breakpoint
insert into scope_hours (tenant_id, bucket, environment, scope, calls, refusals, requests, latency_micros)
select tenant_id, date_trunc('hour', bucket, 'UTC'), environment, '', sum(calls),
  coalesce(sum(calls) filter (where outcome <> 'VALID'), 0), sum(requests), sum(latency_micros)
from tenant_quarter_hours group by 1, 2, 3;
--> statement-breakpoint
insert into scope_days (tenant_id, bucket, environment, scope, calls, refusals, requests, latency_micros)
select tenant_id, bucket, environment, '', sum(calls), coalesce(sum(calls) filter (where outcome <> 'VALID'), 0),
  sum(requests), sum(latency_micros)
from tenant_days group by 1, 2, 3;
--> statement-breakpoint
insert into latency_days (tenant_id, bucket, environment, counts)
with slots as (
  select tenant_id, date_trunc('day', bucket, 'UTC') as bucket, environment, i, sum(calls)::bigint as calls
  from latency_hours, unnest(counts) with ordinality as c (calls, i) group by 1, 2, 3, 4
)
select tenant_id, bucket, environment, array_agg(calls order by i) from slots group by 1, 2, 3;
--> statement-breakpoint
insert into platform_latency_days (bucket, environment, lane, counts)
with slots as (
  select date_trunc('day', bucket, 'UTC') as bucket, environment, i, sum(calls)::bigint as calls
  from platform_latency_hours, unnest(counts) with ordinality as c (calls, i) group by 1, 2, 3
)
select bucket, environment, 0, array_agg(calls order by i) from slots group by 1, 2;
--> statement-breakpoint
insert into key_latency_days (tenant_id, key_id, bucket, environment, counts)
with bounds as (
  select array_agg(bound order by bound) as list from (
    select generate_series(1, 8) as bound
    union all
    select (2 ^ (octave + 3) + quarter * 2 ^ (octave + 1))::int from generate_series(0, 22) octave, generate_series(1, 4) quarter
  ) as b
), slots as (
  select tenant_id, key_id, date_trunc('day', at, 'UTC') as bucket, environment,
    width_bucket(latency_micros, (select list from bounds)) as slot, count(*) as calls
  from usage_events group by 1, 2, 3, 4, 5
), widest as (
  select tenant_id, key_id, bucket, environment, max(slot) as slot from slots group by 1, 2, 3, 4
)
select w.tenant_id, w.key_id, w.bucket, w.environment, array_agg(coalesce(s.calls, 0) order by i)
from widest w
cross join generate_series(0, w.slot) i
left join slots s on s.tenant_id = w.tenant_id and s.key_id = w.key_id and s.bucket = w.bucket
  and s.environment = w.environment and s.slot = i
group by 1, 2, 3, 4;
--> statement-breakpoint
insert into meter_days (tenant_id, bucket, key_id, environment, meter, quantity)
select tenant_id, date_trunc('day', bucket, 'UTC'), key_id, environment, meter, sum(quantity)
from meter_quarter_hours group by 1, 2, 3, 4, 5;
--> statement-breakpoint
insert into key_model_days (tenant_id, bucket, key_id, environment, provider, model, payer, calls, failed, estimated,
  unpriced, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_pico)
select tenant_id, date_trunc('day', bucket, 'UTC'), key_id, environment, provider, model, payer, sum(calls), sum(failed),
  sum(estimated), sum(unpriced), sum(input_tokens), sum(cache_read_tokens), sum(cache_write_tokens), sum(output_tokens),
  sum(reasoning_tokens), sum(cost_pico)
from model_hours group by 1, 2, 3, 4, 5, 6, 7;
--> statement-breakpoint
set role keyhold_owner;
