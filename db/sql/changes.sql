-- Tells every node what it must not go on believing. Applied with protection.sql, as the owner; safe to repeat.

-- Runs at the commit, after everything else: the lock makes the order of numbers the order of commits, so that a node
-- which has read up to a number has missed nothing below it, and it is the last lock that a transaction takes, so that
-- it cannot be part of a deadlock. In one transaction a subject is noted once.
create or replace function note_change(about text, changed uuid, revoking boolean) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  noted record;
begin
  perform pg_advisory_xact_lock(7306002);
  select seq, xmin as writer into noted from changes
  where subject = changed and kind = about order by seq desc limit 1;
  if noted.writer = pg_current_xact_id()::xid then
    update changes set revokes = true where seq = noted.seq and revoking and not revokes;
  else
    insert into changes (kind, subject, revokes, at) values (about, changed, revoking, clock_timestamp());
    perform pg_notify('keyhold_change', '');
  end if;
end $$;

create or replace function on_key_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform note_change('key', new.id, old.revoked_at is null and new.revoked_at is not null);
  return null;
end $$;

create or replace function on_secret_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform note_change('secret', '00000000-0000-0000-0000-000000000000', false);
  else
    perform note_change('key', old.key_id, false);
  end if;
  return null;
end $$;

-- The argument is the kind; the subject is the row's id.
create or replace function on_row_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform note_change(tg_argv[0], case tg_op when 'DELETE' then old.id else new.id end, false);
  return null;
end $$;

-- A provider key came in, went into the vault, was replaced, or is to be checked.
create or replace function on_credential_version_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform note_change('credential', new.credential_id, false);
  return null;
end $$;

-- A tenant's key was destroyed: nothing that was opened with it may be remembered.
create or replace function on_tenant_key_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform note_change('tenant', new.tenant_id, false);
  return null;
end $$;

revoke all on function note_change(text, uuid, boolean), on_key_change(), on_secret_change(), on_row_change(),
  on_credential_version_change(), on_tenant_key_change() from public;

-- Columns that say when something was used last are in none of these: they change all the time and decide nothing.
drop trigger if exists note_change on keys;
create constraint trigger note_change after update on keys deferrable initially deferred for each row
  when ((old.name, old.environment, old.scopes, old.limits, old.per_request, old.ip_allow, old.metadata, old.demo,
         old.legacy, old.gateway, old.expires_at, old.disabled_at, old.revoked_at)
    is distinct from
        (new.name, new.environment, new.scopes, new.limits, new.per_request, new.ip_allow, new.metadata, new.demo,
         new.legacy, new.gateway, new.expires_at, new.disabled_at, new.revoked_at))
  execute function on_key_change();

drop trigger if exists note_new on secrets;
create constraint trigger note_new after insert or delete on secrets deferrable initially deferred for each row
  execute function on_secret_change();
drop trigger if exists note_change on secrets;
create constraint trigger note_change after update on secrets deferrable initially deferred for each row
  when ((old.key_id, old.scheme, old.digest, old.slow_hash, old.lookup, old.expires_at)
    is distinct from
        (new.key_id, new.scheme, new.digest, new.slow_hash, new.lookup, new.expires_at))
  execute function on_secret_change();

drop trigger if exists note_change on tenants;
create constraint trigger note_change after update on tenants deferrable initially deferred for each row
  when ((old.client_id, old.name, old.plan_id, old.suspended_at)
    is distinct from (new.client_id, new.name, new.plan_id, new.suspended_at))
  execute function on_row_change('tenant');

drop trigger if exists note_change on plans;
create constraint trigger note_change after update on plans deferrable initially deferred for each row
  when ((old.scopes, old.limits, old.per_request, old.gateway, old.stale_ok_seconds)
    is distinct from (new.scopes, new.limits, new.per_request, new.gateway, new.stale_ok_seconds))
  execute function on_row_change('plan');

drop trigger if exists note_new on service_tokens;
create constraint trigger note_new after insert or delete on service_tokens deferrable initially deferred for each row
  execute function on_row_change('token');
drop trigger if exists note_change on service_tokens;
create constraint trigger note_change after update on service_tokens deferrable initially deferred for each row
  when ((old.tenant_id, old.name, old.permissions, old.digest, old.expires_at, old.revoked_at)
    is distinct from (new.tenant_id, new.name, new.permissions, new.digest, new.expires_at, new.revoked_at))
  execute function on_row_change('token');

drop trigger if exists note_change on credentials;
create constraint trigger note_change after update on credentials deferrable initially deferred for each row
  when ((old.current_version, old.removed_at) is distinct from (new.current_version, new.removed_at))
  execute function on_row_change('credential');

drop trigger if exists note_new on credential_versions;
create constraint trigger note_new after insert on credential_versions deferrable initially deferred for each row
  execute function on_credential_version_change();
drop trigger if exists note_change on credential_versions;
create constraint trigger note_change after update on credential_versions deferrable initially deferred for each row
  when ((old.state, old.base_url, old.ciphertext) is distinct from (new.state, new.base_url, new.ciphertext)
    or (old.check_requested_at is distinct from new.check_requested_at and new.check_requested_at is not null))
  execute function on_credential_version_change();

drop trigger if exists note_change on tenant_keys;
create constraint trigger note_change after update on tenant_keys deferrable initially deferred for each row
  when (old.shredded_at is distinct from new.shredded_at)
  execute function on_tenant_key_change();
