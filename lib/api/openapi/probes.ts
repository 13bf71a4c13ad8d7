// The paths that need no key: what watches the process, and what describes the API.
import { problems } from "./parts.ts";
import type { Json } from "./schema-book.ts";

const stateOf = (status: string): Json => ({
  "application/json": {
    schema: { type: "object", required: ["status"], properties: { status: { const: status } } },
  },
});
const textOf = (type: string): Json => ({ [type]: { schema: { type: "string" } } });

function get(tag: string, operationId: string, summary: string, content: Json, more: Json = {}): Json {
  const { parameters = [], ...responses } = more;
  return {
    get: {
      ...{ operationId, tags: [tag], summary, security: [], parameters },
      responses: { 200: { description: "As it says.", content }, ...responses },
    },
  };
}

const watching = get.bind(null, "Watching");
const described = get.bind(null, "This description");

export function describeProbes(): Record<string, Json> {
  return {
    "/healthz": watching("healthz", "Ask whether the process runs.", stateOf("ok")),
    "/readyz": watching(
      "readyz",
      "Ask whether the process can answer: it hears of changes, and the database is there.",
      stateOf("ready"),
      problems([503]),
    ),
    "/metrics": watching("metrics", "Read its figures, as Prometheus does.", textOf("text/plain")),
    "/openapi.json": described("openApi", "Read this document.", {
      "application/json": { schema: { type: "object", required: ["openapi", "info", "paths"] } },
    }),
    "/llms.txt": described("llms", "Read it in short.", textOf("text/plain")),
    "/docs": described("docs", "Read it as a page.", textOf("text/html")),
    "/docs/errors": described("docsErrors", "List all codes.", textOf("text/html")),
    "/docs/errors/{code}": described(
      "docsErrorsCode",
      "Read what a code means, and what to do.",
      textOf("text/html"),
      {
        parameters: [{ name: "code", in: "path", required: true, schema: { type: "string" } }],
        ...problems([404]),
      },
    ),
  };
}
