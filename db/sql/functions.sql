-- The few questions that must be answered before the tenant is known. Each runs as keyhold_platform, which sees
-- every tenant, and hands out named columns only; safe to repeat.

-- A key by the digest of its secret, or of what was imported of it, or else by the lookup id of a slow hash: all that a
-- verification needs, in one row. Of lookup ids, bits of the whole secret come before its beginning ("^…"), and longer
-- beginnings before shorter ones. Planned once for a connection: planning for each secret would take five times as long as
-- finding it. A plan that was made while tables were small must not read them whole when they have grown.
drop function if exists find_key(bytea[], text);
drop function if exists find_key(bytea[], text[]);
drop function if exists find_key(bytea[], bytea[], text[]);
create function find_key(digests bytea[], imported bytea[], lookups text[])
returns table (
  tenant_id uuid, client_id text, tenant_name text, suspended_at timestamptz,
  key_id uuid, name text, environment text, scopes text[], limits jsonb, per_request jsonb,
  ip_allow text[], metadata jsonb, demo boolean, legacy boolean,
  expires_at timestamptz, disabled_at timestamptz, revoked_at timestamptz,
  secret_id uuid, scheme text, digest bytea, slow_hash text, pepper_version integer, secret_expires_at timestamptz,
  stale_ok_seconds integer, plan_gateway jsonb, key_gateway jsonb
)
language plpgsql stable security definer set search_path = public, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query
  select t.id, t.client_id, t.name, t.suspended_at,
         k.id, k.name, k.environment, coalesce(k.scopes, p.scopes), case when k.limits is null then p.limits
                                         else k.limits || jsonb_path_query_array(p.limits, '$[*] ? (@.per == "tenant")') end,
         coalesce(k.per_request, p.per_request), k.ip_allow, k.metadata, k.demo, k.legacy,
         k.expires_at, k.disabled_at, k.revoked_at,
         s.id, s.scheme, s.digest, s.slow_hash, s.pepper_version, s.expires_at,
         p.stale_ok_seconds, p.gateway, k.gateway
  from secrets s
  join keys k on k.tenant_id = s.tenant_id and k.id = s.key_id
  join tenants t on t.id = s.tenant_id
  join plans p on p.id = t.plan_id
  where s.digest = any (digests) or s.imported_digest = any (imported) or s.lookup = any (lookups)
  order by s.digest = any (digests) desc nulls last, s.imported_digest = any (imported) desc nulls last,
           starts_with(s.lookup, '^'), length(s.lookup) desc
  limit 1;
end $$;

-- A service token by the digest of its secret.
drop function if exists find_service_token(bytea[]);
create function find_service_token(digests bytea[])
returns table (
  id uuid, tenant_id uuid, name text, permissions text[], expires_at timestamptz, revoked_at timestamptz,
  suspended_at timestamptz
)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.tenant_id, s.name, s.permissions, s.expires_at, s.revoked_at, t.suspended_at
  from service_tokens s left join tenants t on t.id = s.tenant_id
  where s.digest = any (digests)
$$;

-- What a secret or an import would collide with in any tenant: digests in hex, and lookup ids. Says nothing of whose
-- they are. Of beginnings ("^…") also those that begin with one that is asked for: a secret could have both.
drop function if exists secret_exists(text[], text[]);
drop function if exists secrets_taken(text[], text[], text[]);
create function secrets_taken(digests text[], imported text[], lookups text[])
returns table (digest text, imported_digest text, lookup text)
language sql stable security definer set search_path = public, pg_temp as $$
  select encode(s.digest, 'hex'), null, null from secrets s
  where s.digest = any (select decode(unnest(digests), 'hex'))
  union all
  select null, encode(s.imported_digest, 'hex'), null from secrets s
  where s.imported_digest = any (select decode(unnest(imported), 'hex'))
  union all
  select null, null, s.lookup from secrets s where s.lookup = any (lookups)
  union all
  select null, null, longer.lookup
  from unnest(lookups) start
  cross join lateral (
    select s.lookup from secrets s where s.lookup ~>~ start and s.lookup ~<~ (start || E'\x7f') limit 1
  ) as longer
  where start like '^%'
$$;

revoke all on function secrets_taken(text[], text[], text[]) from public;
grant execute on function secrets_taken(text[], text[], text[]) to keyhold_web, keyhold_api, keyhold_worker;

-- The sealed keys of HMACs by which secrets are still to be recognised.
drop function if exists import_keys_in_use();
create function import_keys_in_use() returns table (tenant_id uuid, id uuid, pepper_version integer, sealed bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.tenant_id, i.id, i.pepper_version, i.sealed from import_keys i
  where exists (
    select from secrets s
    where s.tenant_id = i.tenant_id and s.import_key_id = i.id and s.scheme = 'hmac-sha256'
  )
$$;

revoke all on function import_keys_in_use() from public;
grant execute on function import_keys_in_use() to keyhold_web, keyhold_api, keyhold_worker;

-- Keeps secrets that were seen as HMACs from now on: `digests` in hex, one for each of `secret_ids`. Whatever collides
-- stays as it is. The keys of HMACs that nothing needs any more are gone with it. Returns how many were changed.
drop function if exists strengthen_secrets(uuid[], uuid[], text[], text[], integer);
create function strengthen_secrets(tenants uuid[], secret_ids uuid[], digests text[], ends text[], pepper integer)
returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted record;
  changed integer := 0;
begin
  for wanted in
    select * from unnest(tenants, secret_ids, digests, ends) as w (tenant_id, secret_id, digest, last4)
    order by secret_id
  loop
    begin
      update secrets s
      set scheme = 'hmac', digest = decode(wanted.digest, 'hex'), pepper_version = pepper,
          slow_hash = null, lookup = null, import_key_id = null, last4 = wanted.last4
      where s.tenant_id = wanted.tenant_id and s.id = wanted.secret_id and s.digest is null;
      if found then changed := changed + 1; end if;
    exception when unique_violation then
      null;
    end;
  end loop;
  delete from import_keys i
  where i.tenant_id = any (tenants)
    and not exists (
      select from secrets s
      where s.tenant_id = i.tenant_id and s.import_key_id = i.id and s.scheme = 'hmac-sha256'
    );
  return changed;
end $$;

revoke all on function strengthen_secrets(uuid[], uuid[], text[], text[], integer) from public;
grant execute on function strengthen_secrets(uuid[], uuid[], text[], text[], integer) to keyhold_api;

revoke all on function find_key(bytea[], bytea[], text[]), find_service_token(bytea[]) from public;
grant execute on function find_key(bytea[], bytea[], text[]), find_service_token(bytea[]) to keyhold_web, keyhold_api, keyhold_worker;

-- When each node that ran at the time heard that a key was revoked. Whoever asks has to know the key.
drop function if exists revocation_reach(uuid);
create function revocation_reach(revoked uuid) returns table (node uuid, after_ms float8, gone boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select n.id,
         greatest(0, round(extract(epoch from heard.at - change.at) * 1000))::float8,
         heard.at is null and n.seen_at < now() - interval '15 seconds'
  from (
    select c.seq, c.at from changes c where c.subject = revoked and c.kind = 'key' and c.revokes order by c.seq desc limit 1
  ) as change
  join nodes n on n.started_at <= change.at and n.seen_at >= change.at - interval '15 seconds'
   and (n.ended_at is null or n.ended_at >= change.at)
  cross join lateral (
    select min(a.at) as at from acknowledgements a where a.node_id = n.id and a.seq >= change.seq
  ) as heard
  order by n.started_at, n.id
$$;

revoke all on function revocation_reach(uuid) from public;
grant execute on function revocation_reach(uuid) to keyhold_web, keyhold_api, keyhold_worker;

-- By what tenants' keys recognise the master key that they are wrapped under. Says nothing of the key, nor of tenants.
drop function if exists master_key_checks(text, integer);
create function master_key_checks(kind text, version integer) returns setof bytea
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct check_value from tenant_keys
  where kek_kind = kind and kek_version = master_key_checks.version and wrapped is not null and unreadable_since is null
  limit 100
$$;

revoke all on function master_key_checks(text, integer) from public;
grant execute on function master_key_checks(text, integer) to keyhold_api, keyhold_platform;

-- What a link to a report shows, by the digest of what stands in it, while it holds; each opening is counted. The time
-- is the caller's, as everywhere.
drop function if exists open_report_link(bytea, timestamptz);
create function open_report_link(digest bytea, at timestamptz)
returns table (
  tenant_id uuid, tenant_name text, time_zone text, title text, search text, names_keys boolean, expires_at timestamptz
)
language sql volatile security definer set search_path = public, pg_temp as $$
  update report_links r
  set last_opened_at = greatest(r.last_opened_at, open_report_link.at), times_opened = r.times_opened + 1
  from tenants t
  where r.token_digest = open_report_link.digest and r.revoked_at is null and r.expires_at > open_report_link.at
    and t.id = r.tenant_id and t.suspended_at is null
  returning r.tenant_id, t.name, t.time_zone, r.title, r.search, r.names_keys, r.expires_at
$$;

revoke all on function open_report_link(bytea, timestamptz) from public;
grant execute on function open_report_link(bytea, timestamptz) to keyhold_web, keyhold_platform;

-- The sum of two histograms, place by place; the shorter one ends in zeros.
create or replace function add_counts(one bigint[], other bigint[]) returns bigint[]
language plpgsql immutable parallel safe as $$
declare
  longer bigint[] := case when cardinality(one) >= cardinality(other) then one else other end;
  shorter bigint[] := case when cardinality(one) >= cardinality(other) then other else one end;
begin
  for i in 1 .. cardinality(shorter) loop
    if shorter[i] <> 0 then
      longer[i] := longer[i] + shorter[i];
    end if;
  end loop;
  return longer;
end $$;

-- A histogram of `calls[i]` in slot `slots[i]`, which counts from 0 to `last`.
drop function if exists counts_of(integer[], bigint[]);
create or replace function counts_of(slots integer[], calls bigint[], last integer) returns bigint[]
language plpgsql immutable parallel safe as $$
declare
  counts bigint[] := array_fill(0::bigint, array[last + 1]);
begin
  for i in 1 .. cardinality(slots) loop
    counts[slots[i] + 1] := counts[slots[i] + 1] + calls[i];
  end loop;
  return counts;
end $$;

revoke all on function add_counts(bigint[], bigint[]), counts_of(integer[], bigint[], integer) from public;
