-- Who may touch what. Applied after the migrations, whenever this file or they have changed; safe to repeat.

-- Enables and forces row-level security on a tenant's table. `column_name` holds the tenant's id.
create or replace function protect_tenant_table(target regclass, column_name text) returns void language plpgsql as $$
declare
  own_rows text := format('%I = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', column_name);
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('drop policy if exists tenant_isolation on %s', target);
  execute format('drop policy if exists platform on %s', target);
  execute format('create policy tenant_isolation on %s to keyhold_web, keyhold_api, keyhold_worker using (%s) with check (%s)', target, own_rows, own_rows);
  execute format('create policy platform on %s to keyhold_platform using (true) with check (true)', target);
end $$;

-- Makes a partition of usage_events for each day from `first_day` to `last_day`, both included.
-- Days that exist are left alone; a day whose rows already wait in the default partition stays there.
create or replace function ensure_usage_partitions(first_day date, last_day date) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  day date;
  partition text;
  made integer := 0;
begin
  for day in select generate_series(first_day, last_day, interval '1 day')::date loop
    partition := 'usage_events_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass(partition) is not null;
    begin
      execute format('create table %I partition of usage_events for values from (%L) to (%L)',
        partition, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
      perform protect_tenant_table(partition::regclass, 'tenant_id');
      made := made + 1;
    exception when check_violation then
      null;
    end;
  end loop;
  return made;
end $$;

-- Drops the partitions of usage_events whose day is before `first_kept`; how many. Waits for nobody longer than three
-- seconds, as everybody would wait behind it.
create or replace function drop_usage_partitions(first_kept date) returns integer
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '3s' as $$
declare
  partition text;
  dropped integer := 0;
begin
  for partition in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'usage_events'::regclass
      and to_date(substring(c.relname from '^usage_events_([0-9]{8})$'), 'YYYYMMDD') < first_kept
    order by 1
  loop
    execute format('alter table usage_events detach partition %I', partition);
    execute format('drop table %I', partition);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

-- What somebody else keeps in this schema, an extension for one, is theirs.
do $$
declare
  target regclass;
  routine regprocedure;
begin
  for target in
    select c.oid from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relowner = current_user::regrole
  loop
    perform protect_tenant_table(target, 'tenant_id');
  end loop;
  perform protect_tenant_table('tenants', 'id');
  for target in
    select c.oid from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and c.relowner = current_user::regrole
  loop
    execute format('revoke all on %s from public', target);
  end loop;
  for routine in
    select p.oid from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and p.proowner in (current_user::regrole, 'keyhold_platform'::regrole)
  loop
    execute format('revoke all on function %s from public', routine);
  end loop;
end $$;

grant usage on schema public to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;

-- Directory tables.
grant select, insert, update on users, identities, sessions, one_time_links, mails, plans, scope_presets
  to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant select, insert, update, delete on sign_in_throttles to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant delete on scope_presets, plans, identities to keyhold_platform;
grant delete on sessions, one_time_links, mails to keyhold_worker;

-- Tenants' tables.
grant select, insert, update on import_keys to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant delete on import_keys to keyhold_platform;
grant select, insert, update on tenants, invitations, keys, secrets, service_tokens
  to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant select, insert, update, delete on members to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant delete on secrets to keyhold_worker, keyhold_platform;

-- An audit trail only grows.
grant select, insert on audit_entries to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant select, insert, update on audit_heads to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;

-- Metering: written by the data plane, read by all.
grant select on usage_events, usage_quarter_hours, meter_quarter_hours, meter_days, limit_counters
  to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant insert on usage_events to keyhold_api, keyhold_worker, keyhold_platform;
-- A call is never changed. Its whole day is dropped; one that has no partition of its own goes row by row.
grant select, delete on usage_events_default to keyhold_platform;
grant insert, update on usage_quarter_hours, meter_quarter_hours, meter_days, limit_counters to keyhold_api, keyhold_worker, keyhold_platform;
grant delete on limit_counters to keyhold_worker, keyhold_platform;
grant select, insert on usage_receipts to keyhold_api, keyhold_worker, keyhold_platform;
grant delete on usage_receipts to keyhold_worker, keyhold_platform;
grant execute on function ensure_usage_partitions(date, date), drop_usage_partitions(date) to keyhold_worker, keyhold_platform;
grant select on tenant_quarter_hours, tenant_days, key_days, resource_hours, resource_days, scope_hours, scope_days,
  latency_hours, latency_days, key_latency_days
  to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant select on platform_quarter_hours, platform_days, platform_latency_hours, platform_latency_days, usage_proofs
  to keyhold_platform;
grant insert, update, delete on usage_quarter_hours, meter_quarter_hours, meter_days, tenant_quarter_hours, tenant_days,
  key_days, resource_hours, resource_days, scope_hours, scope_days, latency_hours, latency_days, key_latency_days,
  platform_quarter_hours, platform_days, platform_latency_hours, platform_latency_days, model_hours, key_model_days,
  usage_proofs
  to keyhold_platform;
-- Days in one row, made by the worker. Whoever stores something of such a day takes its mark away.
grant select on tenant_call_shapes, tenant_resource_shapes, tenant_scope_shapes, tenant_model_shapes,
  tenant_meter_shapes, key_call_shapes, key_day_shapes, key_model_shapes, shaped_days
  to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant select on platform_call_shapes, platform_model_shapes, platform_meter_shapes, platform_resource_shapes,
  platform_scope_shapes
  to keyhold_platform;
grant insert, update, delete on tenant_call_shapes, tenant_resource_shapes, tenant_scope_shapes, tenant_model_shapes,
  tenant_meter_shapes, key_call_shapes, key_day_shapes, key_model_shapes, platform_call_shapes, platform_model_shapes,
  platform_meter_shapes, platform_resource_shapes, platform_scope_shapes, shaped_days
  to keyhold_platform;
grant delete on shaped_days to keyhold_api, keyhold_worker;

-- Refused secrets: written with the usage that tells of them, thrown away by the worker.
grant select on unknown_keys, unknown_key_sources to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant insert, update, delete on unknown_keys to keyhold_platform;
grant insert, update, delete on unknown_key_sources to keyhold_platform;

-- Changes are written by triggers alone.
grant select on changes to keyhold_api, keyhold_worker, keyhold_platform;
grant select, insert, update on nodes to keyhold_api, keyhold_platform;
grant select, insert on acknowledgements to keyhold_api, keyhold_platform;
grant select, delete on changes, nodes, acknowledgements to keyhold_worker;

-- A program's repeated requests.
grant select, insert, update, delete on idempotent_answers to keyhold_api, keyhold_worker, keyhold_platform;

-- Whether this is a demo: made by the command line, told by the dashboard.
grant select on demo_data to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant insert, update on demo_data to keyhold_api, keyhold_platform;

-- Views that people saved.
grant select, insert, update, delete on saved_views to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;

-- Staff who look at a tenant's pages: begun and ended on the platform.
grant select, insert, update on visits to keyhold_platform;

-- Which migrations were applied, for the system page.
grant usage on schema drizzle to keyhold_platform;
grant select on drizzle.__drizzle_migrations to keyhold_platform;

-- Provider keys and what they are encrypted under. Nothing of it opens without a master key, which no role can read.
grant select, insert, update on credentials, credential_versions, tenant_keys, seal_tickets, vault_rotations
  to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant select on sealing_keys, master_key_holders to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant insert, update, delete on sealing_keys, master_key_holders to keyhold_api, keyhold_platform;
grant delete on seal_tickets, vault_rotations to keyhold_worker, keyhold_platform;

-- Calls to language models: written by the api and the worker, read by all. Prices are edited by the platform.
grant select on model_calls, model_hours, key_model_days, model_reservations, credential_days, budget_marks, prices
  to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant insert on model_calls, budget_marks to keyhold_api, keyhold_worker, keyhold_platform;
grant insert, update on model_hours, key_model_days to keyhold_api, keyhold_worker, keyhold_platform;
grant insert, update, delete on credential_days to keyhold_platform;
grant insert, delete on model_reservations to keyhold_api, keyhold_worker, keyhold_platform;
grant insert, update on prices to keyhold_platform;

-- Links to reports. Whoever opens one is nobody yet: open_report_link() finds it.
grant select, insert, update on report_links to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;

-- Alerts: judged by the worker, told and answered by people and programs.
grant select, insert, update on alert_rules, alerts, alert_mutes to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant delete on alert_rules, alert_mutes to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant select on key_networks to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant insert, update, delete on key_networks to keyhold_platform;
grant delete on alerts to keyhold_platform;
grant select, insert, update on alert_progress to keyhold_platform;

-- What is told to other systems: written by all, sent by the api, thrown away by the worker.
grant select, insert, update on webhook_events, webhook_endpoints, webhook_secrets, webhook_deliveries, webhook_attempts
  to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant delete on webhook_endpoints, webhook_secrets to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant delete on webhook_events, webhook_deliveries, webhook_attempts to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;

-- Keys that were found in public.
grant select, insert, update on leaks to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant select on leak_policies to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant insert, update, delete on leak_policies to keyhold_platform;

-- Files that were asked for: written by the worker, read and deleted by all, with their parts.
grant select, insert, update, delete on export_files to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant select on export_parts to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant insert, delete on export_parts to keyhold_platform;

-- Billing: written by the platform and its worker, read by whose it is. Customers say themselves who is billed.
grant select on invoices, credit_entries, billing_accounts, billing_settings
  to keyhold_web, keyhold_api, keyhold_worker, keyhold_platform;
grant insert, update on billing_accounts to keyhold_web, keyhold_api, keyhold_platform;
grant insert, update, delete on invoices to keyhold_platform;
grant insert on credit_entries to keyhold_platform;
grant insert, update on billing_settings to keyhold_platform;
grant select, insert, update on invoice_numbers to keyhold_platform;
