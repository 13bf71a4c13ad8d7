"use client";

export default function Failed({ reset }: { reset(): void }) {
  return (
    <section className="card">
      <h1>Keyhold does not answer</h1>
      <p>Is it running, and was this product set up? Nothing was lost.</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </section>
  );
}
