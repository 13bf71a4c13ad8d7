import { generations, keyhold, TENANT } from "../../keyhold.ts";
import { MEMBERS, may } from "../../team.ts";
import { GenerationsMeter } from "../meter.tsx";
import { Plans } from "./plans.tsx";
import { ProviderKeys } from "./provider-keys.tsx";

interface Plan {
  slug: string;
  name: string;
  limits: { name: string; limit: number }[];
}

export default async function SettingsPage() {
  const [meter, tenant, all, credentials, mayTouchKeys, mayChoose] = await Promise.all([
    generations(),
    keyhold.tenants.get(TENANT),
    keyhold.send<{ items: Plan[] }>("GET", "/v1/plans", { repeatable: true }),
    keyhold.credentials.list({ tenant: TENANT }),
    may("touch keys"),
    may("choose the plan"),
  ]);
  const plans = all.items
    .filter(({ slug }) => slug.startsWith("crew-"))
    .map(({ slug, name, limits }) => ({ slug, name, included: limits[0]?.limit ?? 0 }))
    .sort((a, b) => a.included - b.included);
  return (
    <>
      <div className="title">
        <h1>Settings</h1>
        <GenerationsMeter {...meter} />
      </div>
      <ProviderKeys credentials={credentials.items} mayTouch={mayTouchKeys} />
      <Plans plans={plans} current={tenant.plan.slug} mayChoose={mayChoose} />
      <section className="card">
        <h2>Team</h2>
        <ul className="rows">
          {MEMBERS.map(({ id, name, role }) => (
            <li key={id}>
              {name} <span className="badge">{role}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
