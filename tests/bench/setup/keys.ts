// Keys by the hundred thousand: the product's own tokens and digests, copied into the tables in bulk.
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Database } from "#db/client.ts";
import { digestSecret } from "#lib/crypto/digest.ts";
import { generateToken, shownPrefix } from "#lib/crypto/token.ts";
import { decodeId, newId } from "#lib/shared/ids.ts";
import type { Limit } from "#lib/shared/limits.ts";
import type { Installation } from "./installation.ts";

/** High enough that nothing is refused; both are counted on every call. */
const LIMITS: Limit[] = [
  {
    name: "minute",
    kind: "rate",
    meter: "requests",
    limit: 10_000_000,
    window: "1m",
    burst: 0,
    onFailure: "local",
  },
  {
    name: "month",
    kind: "quota",
    meter: "requests",
    limit: 10_000_000_000,
    window: "month",
    onFailure: "local",
  },
];
const TENANTS = 100;
const BATCH = 20_000;

/** Adds `count` keys of 100 tenants; the path of a file with the secrets of the first `kept`, one per line. */
export async function seedKeys(installation: Installation, count: number, kept = count): Promise<string> {
  const { owner } = installation;
  const tenants = await seedTenants(installation);
  const file = join(installation.folder, `keys-${count}-${Date.now()}`);
  const secrets = await open(file, "w");
  let storing = Promise.resolve();
  for (let done = 0; done < count; done += BATCH) {
    const batch = makeBatch(installation, tenants, Math.min(BATCH, count - done));
    if (done < kept) await secrets.write(batch.secrets);
    await storing;
    storing = store(owner, batch);
  }
  await storing;
  await secrets.close();
  await owner.sql`analyze keys`;
  await owner.sql`analyze secrets`;
  return file;
}

async function store(owner: Database, { keyRows, secretRows }: Batch): Promise<void> {
  await owner.sql.begin(async (tx) => {
    // Nobody has to hear of each of them: no node has been asked for one.
    await tx`set local session_replication_role = replica`;
    await copy(
      await tx`copy keys (tenant_id, id, name, environment, ip_allow, tags, metadata, created_at, created_by,
               created_by_label, updated_at) from stdin`.writable(),
      keyRows,
    );
    await copy(
      await tx`copy secrets (tenant_id, id, key_id, scheme, digest, pepper_version, prefix, last4, created_at)
               from stdin`.writable(),
      secretRows,
    );
  });
}

/** The uuids of the tenants, which share one plan. */
async function seedTenants({ owner }: Installation): Promise<string[]> {
  const plan = decodeId("pln", newId("pln"));
  const slug = `bench-${plan}`;
  const ids = Array.from({ length: TENANTS }, () => decodeId("ten", newId("ten"))!);
  await owner.sql`
    insert into plans (id, slug, name, scopes, limits, per_request, max_expiry_days, allows_never_expiring, included,
      created_at, updated_at)
    values (${plan}, ${slug}, 'Bench', array['logs:write'], ${JSON.stringify(LIMITS)}::text::jsonb, '{}', 365, true, '{}',
      now(), now())`;
  await owner.sql`
    insert into tenants (id, client_id, name, plan_id, created_at, updated_at)
    select id, 'bench_' || replace(id::text, '-', ''), 'Bench', ${plan}, now(), now()
    from unnest(${ids}::uuid[]) as id`;
  return ids;
}

interface Batch {
  /** In the text form of COPY. */
  keyRows: string;
  secretRows: string;
  /** One per line. */
  secrets: string;
}

function makeBatch({ peppers }: Installation, tenants: readonly string[], count: number): Batch {
  const now = new Date().toISOString();
  let [keyRows, secretRows, secrets] = ["", "", ""];
  for (let index = 0; index < count; index += 1) {
    const tenant = tenants[index % tenants.length];
    const [key, secretId] = [decodeId("key", newId("key")), decodeId("sec", newId("sec"))];
    const secret = generateToken("kh", "live");
    const { digest, pepperVersion } = digestSecret(peppers, secret);
    const shown = `${shownPrefix("kh", secret)}\t${secret.slice(-4)}`;
    keyRows += `${tenant}\t${key}\tbench\tlive\t{}\t{}\t{}\t${now}\tbench\tbench\t${now}\n`;
    secretRows += `${tenant}\t${secretId}\t${key}\thmac\t\\\\x${digest.toString("hex")}\t${pepperVersion}\t${shown}\t${now}\n`;
    secrets += `${secret}\n`;
  }
  return { keyRows, secretRows, secrets };
}

function copy(into: NodeJS.WritableStream, rows: string): Promise<void> {
  return pipeline(Readable.from([rows]), into);
}
