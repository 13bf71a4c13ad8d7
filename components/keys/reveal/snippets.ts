// Working first calls for a key. They need the key alone: /v1/authorize asks for no service token.

import type { Snippet } from "#components/feedback/code-snippet.tsx";

/** `secret` may be a placeholder; `baseUrl` has no trailing slash. */
export function firstCallSnippets(baseUrl: string, secret: string): Snippet[] {
  const url = `${baseUrl}/v1/authorize`;
  return [
    {
      label: "curl",
      code: `curl -i ${shellQuote(url)} \\\n  -H ${shellQuote(`Authorization: Bearer ${secret}`)}`,
    },
    {
      label: "TypeScript",
      code: [
        `const answer = await fetch(${JSON.stringify(url)}, {`,
        `  headers: { Authorization: ${JSON.stringify(`Bearer ${secret}`)} },`,
        "});",
        'console.log(answer.status, answer.headers.get("x-client-id"));',
      ].join("\n"),
    },
    {
      label: "Python",
      code: [
        "import urllib.request",
        "",
        "request = urllib.request.Request(",
        `    ${JSON.stringify(url)},`,
        `    headers={"Authorization": ${JSON.stringify(`Bearer ${secret}`)}},`,
        ")",
        "with urllib.request.urlopen(request) as answer:",
        '    print(answer.status, answer.headers["x-client-id"])',
      ].join("\n"),
    },
  ];
}

/** The variable of an `.env` file that a key's name suggests: "analytics job" → "ANALYTICS_JOB_API_KEY". */
export function envName(name: string): string {
  const words = name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return `${/^[A-Z]/.test(words) ? words : "KEYHOLD"}_API_KEY`;
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
