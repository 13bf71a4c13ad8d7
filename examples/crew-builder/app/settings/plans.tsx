"use client";
import { choosePlan } from "./actions.ts";
import { useDeed } from "./use-deed.ts";

interface Props {
  plans: { slug: string; name: string; included: number }[];
  current: string;
  mayChoose: boolean;
}

export function Plans({ plans, current, mayChoose }: Props) {
  const { pending, failure, run } = useDeed();
  return (
    <section className="card">
      <h2>Plan</h2>
      <ul className="plans">
        {plans.map(({ slug, name, included }) => (
          <li key={slug} aria-current={slug === current}>
            <strong>{name}</strong>
            <small>{included.toLocaleString("en")} generations a month</small>
            {slug === current ? (
              <span className="badge good">your plan</span>
            ) : mayChoose ? (
              <button
                type="button"
                className="quiet"
                disabled={pending}
                onClick={() => run(() => choosePlan(slug))}
              >
                Choose {name}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {failure ? (
        <p role="alert" className="failure">
          {failure}
        </p>
      ) : null}
    </section>
  );
}
