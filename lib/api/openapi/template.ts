// HTML in which everything that is put in is escaped, unless it is HTML already.

export class Safe {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A tagged template: `html\`<b>${name}</b>\``. */
export function html(parts: TemplateStringsArray, ...values: (string | Safe)[]): Safe {
  const filled = values.map((value) => (value instanceof Safe ? value.text : escapeHtml(value)));
  return new Safe(parts.map((part, index) => part + (filled[index] ?? "")).join(""));
}

export function join(list: readonly Safe[]): Safe {
  return new Safe(list.map(({ text }) => text).join("\n"));
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
