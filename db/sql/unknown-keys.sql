-- Refused secrets: made and owned by keyhold_platform, like functions.sql; safe to repeat.

-- Counts refused secrets, in the statement that stores the usage which tells of them. Bounded, whoever knocks: 500
-- secrets of a class get a row of their own on one day; those after them are counted by block of addresses, and
-- after 200 of these all together. The secrets of keys always have their own row, with at most 50 sources each.
drop function if exists note_unknown_keys(jsonb);
-- Planned on each call: a plan from when the tables were empty is ten times slower.
create function note_unknown_keys(refused jsonb) returns bigint
language plpgsql set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  platform constant uuid := '00000000-0000-0000-0000-000000000000';
  counted bigint;
begin
  with seen as materialized (
    select r.*, (r.at at time zone 'UTC')::date as day
    from jsonb_to_recordset(refused) as r (tenant_id uuid, at timestamptz, class text, fingerprint text, form text,
      length text, block text, key_id uuid, secret_id uuid, ip text, user_agent text)
  ),
  made as materialized (
    select class, (first_at at time zone 'UTC')::date as day,
      count(*) filter (where not folded) as secrets, count(*) filter (where folded) as blocks
    from unknown_keys
    where tenant_id = platform and first_at >= (select min(at) - interval '1 day' from seen)
    group by 1, 2
  ),
  new_secrets as (
    select s.class, s.fingerprint, min(s.day) as day,
      row_number() over (partition by s.class, min(s.day) order by min(s.at), s.fingerprint) as place
    from seen s
    where s.key_id is null and s.fingerprint is not null and not exists (
      select from unknown_keys u
      where u.tenant_id = s.tenant_id and u.class = s.class and u.fingerprint = s.fingerprint)
    group by s.class, s.fingerprint
  ),
  single as materialized (
    select s.*, s.fingerprint is null or coalesce(n.place + coalesce(m.secrets, 0) > 500, false) as folded
    from seen s
    left join new_secrets n on n.class = s.class and n.fingerprint = s.fingerprint
    left join made m on m.class = n.class and m.day = n.day
  ),
  new_blocks as (
    select s.class, s.block, min(s.day) as day,
      row_number() over (partition by s.class, min(s.day) order by min(s.at), s.block) as place
    from single s
    where s.folded and not exists (
      select from unknown_keys u where u.tenant_id = s.tenant_id and u.class = s.class and u.fingerprint = s.block)
    group by s.class, s.block
  ),
  placed as materialized (
    select s.*, case when not s.folded then s.fingerprint
                     when n.place + coalesce(m.blocks, 0) > 200 then '*' else s.block end as name
    from single s
    left join new_blocks n on s.folded and n.class = s.class and n.block = s.block
    left join made m on m.class = n.class and m.day = n.day
  ),
  noted as (
    insert into unknown_keys as u
      (tenant_id, id, class, fingerprint, folded, form, length, key_id, secret_id, first_at, last_at, refusals)
    select tenant_id, gen_random_uuid(), class, name, bool_or(folded),
      case when bool_or(folded) then '' else min(form) end, case when bool_or(folded) then '' else min(length) end,
      (array_agg(key_id))[1], (array_agg(secret_id))[1], min(at), max(at), count(*)
    from placed group by tenant_id, class, name order by tenant_id, class, name
    on conflict (tenant_id, class, fingerprint) do update set
      first_at = least(u.first_at, excluded.first_at),
      last_at = greatest(u.last_at, excluded.last_at),
      refusals = u.refusals + excluded.refusals
    returning u.tenant_id, u.id, u.class, u.fingerprint
  ),
  came as (
    select p.tenant_id, n.id, coalesce(p.ip, '') as ip, coalesce(p.user_agent, '') as user_agent,
      min(p.at) as first_at, max(p.at) as last_at, count(*) as refusals
    from placed p join noted n on n.tenant_id = p.tenant_id and n.class = p.class and n.fingerprint = p.name
    group by 1, 2, 3, 4
  ),
  held as materialized (
    select n.tenant_id, n.id, count(*) as sources
    from noted n join unknown_key_sources o on o.tenant_id = n.tenant_id and o.unknown_key_id = n.id
    group by 1, 2
  ),
  ranked as (
    select c.*, o.ip is not null as known,
      row_number() over (partition by c.tenant_id, c.id, o.ip is null order by c.first_at, c.ip, c.user_agent)
        + coalesce(h.sources, 0) as place
    from came c
    left join held h on h.tenant_id = c.tenant_id and h.id = c.id
    left join unknown_key_sources o
      on o.tenant_id = c.tenant_id and o.unknown_key_id = c.id and o.ip = c.ip and o.user_agent = c.user_agent
  ),
  sources as (
    insert into unknown_key_sources as o (tenant_id, unknown_key_id, ip, user_agent, first_at, last_at, refusals)
    select tenant_id, id, case when known or place <= 50 then ip else '*' end,
      case when known or place <= 50 then user_agent else '*' end, min(first_at), max(last_at), sum(refusals)
    from ranked group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (tenant_id, unknown_key_id, ip, user_agent) do update set
      first_at = least(o.first_at, excluded.first_at),
      last_at = greatest(o.last_at, excluded.last_at),
      refusals = o.refusals + excluded.refusals
  )
  select count(*) into counted from seen;
  return counted;
end $$;

revoke all on function note_unknown_keys(jsonb) from public;
grant execute on function note_unknown_keys(jsonb) to keyhold_platform;
