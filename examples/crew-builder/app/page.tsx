import { generations, keyhold, models, TENANT } from "../keyhold.ts";
import { refusal } from "../team.ts";
import { Builder } from "./builder.tsx";
import { GenerationsMeter } from "./meter.tsx";

export default async function BuildPage() {
  const [meter, offered, stored, refused] = await Promise.all([
    generations(),
    models(),
    keyhold.credentials.list({ tenant: TENANT }),
    refusal("generate"),
  ]);
  return (
    <>
      <div className="title">
        <h1>Who is needed?</h1>
        <GenerationsMeter {...meter} />
      </div>
      <Builder models={offered} stored={stored.items.map(({ provider }) => provider)} refused={refused} />
    </>
  );
}
