CREATE TABLE "key_days" (
	"tenant_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"outcome" text NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	CONSTRAINT "key_days_tenant_id_bucket_key_id_environment_outcome_pk" PRIMARY KEY("tenant_id","bucket","key_id","environment","outcome")
);
--> statement-breakpoint
CREATE TABLE "latency_hours" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"counts" bigint[] NOT NULL,
	CONSTRAINT "latency_hours_tenant_id_bucket_environment_pk" PRIMARY KEY("tenant_id","bucket","environment")
);
--> statement-breakpoint
CREATE TABLE "platform_latency_hours" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"counts" bigint[] NOT NULL,
	"lane" smallint NOT NULL,
	CONSTRAINT "platform_latency_hours_bucket_environment_lane_pk" PRIMARY KEY("bucket","environment","lane")
);
--> statement-breakpoint
CREATE TABLE "platform_quarter_hours" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"outcome" text NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	"lane" smallint NOT NULL,
	CONSTRAINT "platform_quarter_hours_bucket_environment_outcome_lane_pk" PRIMARY KEY("bucket","environment","outcome","lane")
);
--> statement-breakpoint
CREATE TABLE "resource_days" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"resource" text NOT NULL,
	"refusals" bigint NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	CONSTRAINT "resource_days_tenant_id_bucket_environment_resource_pk" PRIMARY KEY("tenant_id","bucket","environment","resource")
);
--> statement-breakpoint
CREATE TABLE "resource_hours" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"resource" text NOT NULL,
	"refusals" bigint NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	CONSTRAINT "resource_hours_tenant_id_bucket_environment_resource_pk" PRIMARY KEY("tenant_id","bucket","environment","resource")
);
--> statement-breakpoint
CREATE TABLE "tenant_days" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"outcome" text NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	CONSTRAINT "tenant_days_tenant_id_bucket_environment_outcome_pk" PRIMARY KEY("tenant_id","bucket","environment","outcome")
);
--> statement-breakpoint
CREATE TABLE "tenant_quarter_hours" (
	"tenant_id" uuid NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"environment" text NOT NULL,
	"outcome" text NOT NULL,
	"calls" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"latency_micros" bigint NOT NULL,
	CONSTRAINT "tenant_quarter_hours_tenant_id_bucket_environment_outcome_pk" PRIMARY KEY("tenant_id","bucket","environment","outcome")
);
--> statement-breakpoint
CREATE TABLE "usage_proofs" (
	"day" date PRIMARY KEY NOT NULL,
	"proved_at" timestamp (3) with time zone NOT NULL,
	"calls" bigint NOT NULL,
	"differences" integer NOT NULL,
	"found" jsonb NOT NULL,
	"rerolled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "key_days_key" ON "key_days" USING btree ("tenant_id","key_id","bucket");--> statement-breakpoint
CREATE INDEX "key_days_bucket" ON "key_days" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "resource_days_bucket" ON "resource_days" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "resource_hours_bucket" ON "resource_hours" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "tenant_days_bucket" ON "tenant_days" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "tenant_quarter_hours_bucket" ON "tenant_quarter_hours" USING btree ("bucket");--> statement-breakpoint
-- What was counted before is counted here too; resources and times only as far as events are kept.
grant select, insert on tenant_quarter_hours, tenant_days, key_days, platform_quarter_hours, resource_hours, resource_days,
  latency_hours, platform_latency_hours to keyhold_platform;
--> statement-breakpoint
grant usage on schema public to keyhold_platform;
--> statement-breakpoint
grant select on usage_events, usage_quarter_hours to keyhold_platform;
--> statement-breakpoint
set role keyhold_platform;
--> statement-breakpoint
insert into tenant_quarter_hours (tenant_id, bucket, environment, outcome, calls, requests, latency_micros)
select tenant_id, bucket, environment, outcome, sum(calls), sum(requests), sum(latency_micros)
from usage_quarter_hours group by 1, 2, 3, 4;
--> statement-breakpoint
insert into tenant_days (tenant_id, bucket, environment, outcome, calls, requests, latency_micros)
select tenant_id, date_trunc('day', bucket, 'UTC'), environment, outcome, sum(calls), sum(requests), sum(latency_micros)
from tenant_quarter_hours group by 1, 2, 3, 4;
--> statement-breakpoint
insert into key_days (tenant_id, bucket, key_id, environment, outcome, calls, requests, latency_micros)
select tenant_id, date_trunc('day', bucket, 'UTC'), key_id, environment, outcome, sum(calls), sum(requests), sum(latency_micros)
from usage_quarter_hours group by 1, 2, 3, 4, 5;
--> statement-breakpoint
insert into platform_quarter_hours (bucket, environment, outcome, lane, calls, requests, latency_micros)
select bucket, environment, outcome, 0, sum(calls), sum(requests), sum(latency_micros)
from tenant_quarter_hours group by 1, 2, 3;
--> statement-breakpoint
insert into resource_hours (tenant_id, bucket, environment, resource, calls, refusals, requests, latency_micros)
with named as (
  select tenant_id, at, environment, left(coalesce(resource, ''), 200) as resource, outcome, cost, latency_micros
  from usage_events
), ranked as (
  select tenant_id, date_trunc('day', at, 'UTC') as day, environment, resource,
    row_number() over (partition by tenant_id, date_trunc('day', at, 'UTC'), environment order by count(*) desc, resource) as place
  from named group by 1, 2, 3, 4
)
select n.tenant_id, date_trunc('hour', n.at, 'UTC'), n.environment,
  case when r.place <= 200 then n.resource else '(other)' end, count(*), count(*) filter (where n.outcome <> 'VALID'),
  coalesce(sum(n.cost) filter (where n.outcome = 'VALID'), 0), sum(n.latency_micros)
from named n join ranked r on r.tenant_id = n.tenant_id and r.day = date_trunc('day', n.at, 'UTC')
  and r.environment = n.environment and r.resource = n.resource
group by 1, 2, 3, 4;
--> statement-breakpoint
insert into resource_days (tenant_id, bucket, environment, resource, calls, refusals, requests, latency_micros)
select tenant_id, date_trunc('day', bucket, 'UTC'), environment, resource, sum(calls), sum(refusals), sum(requests),
  sum(latency_micros)
from resource_hours group by 1, 2, 3, 4;
--> statement-breakpoint
insert into latency_hours (tenant_id, bucket, environment, counts)
with bounds as (
  select array_agg(bound order by bound) as list from (
    select generate_series(1, 8) as bound
    union all
    select (2 ^ (octave + 3) + quarter * 2 ^ (octave + 1))::int from generate_series(0, 22) octave, generate_series(1, 4) quarter
  ) as b
), slots as (
  select tenant_id, date_trunc('hour', at, 'UTC') as bucket, environment,
    width_bucket(latency_micros, (select list from bounds)) as slot, count(*) as calls
  from usage_events group by 1, 2, 3, 4
), widest as (
  select tenant_id, bucket, environment, max(slot) as slot from slots group by 1, 2, 3
)
select w.tenant_id, w.bucket, w.environment,
  (select array_agg(coalesce(s.calls, 0) order by i) from generate_series(0, w.slot) i left join slots s
   on s.tenant_id = w.tenant_id and s.bucket = w.bucket and s.environment = w.environment and s.slot = i)
from widest w;
--> statement-breakpoint
insert into platform_latency_hours (bucket, environment, lane, counts)
with slots as (
  select bucket, environment, i, sum(calls)::bigint as calls
  from latency_hours, unnest(counts) with ordinality as c (calls, i) group by 1, 2, 3
)
select bucket, environment, 0, array_agg(calls order by i) from slots group by 1, 2;
--> statement-breakpoint
set role keyhold_owner;
