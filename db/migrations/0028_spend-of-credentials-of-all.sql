-- What was spent of credentials, worked out again from every call: 0024 did as the owner, who sees no tenant's rows.
grant usage on schema public to keyhold_platform;
--> statement-breakpoint
grant select on model_calls to keyhold_platform;
--> statement-breakpoint
grant select, insert, update, delete on credential_days to keyhold_platform;
--> statement-breakpoint
set role keyhold_platform;
--> statement-breakpoint
-- Whoever stores calls meanwhile waits, and adds to what stands here then.
lock table credential_days in share row exclusive mode;
--> statement-breakpoint
insert into credential_days (tenant_id, credential_id, day, calls, failed, unpriced, cost_pico)
select case payer when 'managed' then '00000000-0000-0000-0000-000000000000'::uuid else tenant_id end, credential_id,
  (at at time zone 'UTC')::date, count(*), count(*) filter (where status is null or status >= 400),
  count(*) filter (where cost_pico is null), coalesce(sum(cost_pico), 0)
from model_calls where credential_id is not null group by 1, 2, 3
on conflict (tenant_id, credential_id, day) do update set
  calls = excluded.calls, failed = excluded.failed, unpriced = excluded.unpriced, cost_pico = excluded.cost_pico;
--> statement-breakpoint
set role keyhold_owner;
