// How a receiver checks that a message is from here, in two languages.
import type { Snippet } from "#components/feedback/code-snippet.tsx";

/** `secret` may be a placeholder. The packages are those of Standard Webhooks. */
export function webhookSnippets(secret: string): Snippet[] {
  return [
    {
      label: "TypeScript",
      code: [
        'import { Webhook } from "standardwebhooks";',
        "",
        `const webhook = new Webhook("${secret}");`,
        "",
        "// The body as it came, before it is parsed: the signature covers its bytes.",
        "const body = await request.text();",
        "const event = webhook.verify(body, Object.fromEntries(request.headers));",
        "// A message may come twice: remember its webhook-id. Answer 2xx within 15 seconds.",
      ].join("\n"),
    },
    {
      label: "Python",
      code: [
        "from standardwebhooks import Webhook",
        "",
        `webhook = Webhook("${secret}")`,
        "",
        "# The body as it came, before it is parsed: the signature covers its bytes.",
        "event = webhook.verify(await request.body(), dict(request.headers))",
        "# A message may come twice: remember its webhook-id. Answer 2xx within 15 seconds.",
      ].join("\n"),
    },
  ];
}
