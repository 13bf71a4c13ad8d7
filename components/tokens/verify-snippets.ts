// How a service asks whether a key is good, in several languages.
import type { Snippet } from "#components/feedback/code-snippet.tsx";

/** `token` and `key` may be placeholders; `baseUrl` has no trailing slash. */
export function verifySnippets(baseUrl: string, token: string, key: string): Snippet[] {
  const url = `${baseUrl}/v1/keys/verify`;
  return [
    {
      label: "curl",
      code: [
        `curl -s '${url}' \\`,
        `  -H 'Authorization: Bearer ${token}' \\`,
        "  -H 'Content-Type: application/json' \\",
        `  -d '{"key": "${key}", "resource": "POST /orders"}'`,
      ].join("\n"),
    },
    {
      label: "TypeScript",
      code: [
        `const answer = await fetch("${url}", {`,
        '  method: "POST",',
        "  headers: {",
        `    Authorization: "Bearer ${token}",`,
        '    "Content-Type": "application/json",',
        "  },",
        `  body: JSON.stringify({ key: "${key}", resource: "POST /orders" }),`,
        "}).then((response) => response.json());",
        "",
        "if (!answer.valid) {",
        "  const { status, headers, body } = answer.response;",
        "  return new Response(JSON.stringify(body), { status, headers });",
        "}",
      ].join("\n"),
    },
    {
      label: "Python",
      code: [
        "import json, urllib.request",
        "",
        "request = urllib.request.Request(",
        `    "${url}",`,
        `    data=json.dumps({"key": "${key}", "resource": "POST /orders"}).encode(),`,
        "    headers={",
        `        "Authorization": "Bearer ${token}",`,
        '        "Content-Type": "application/json",',
        "    },",
        ")",
        "answer = json.load(urllib.request.urlopen(request))",
        'print(answer["code"], answer["valid"])',
      ].join("\n"),
    },
  ];
}
