// One operation of the reference page: what it takes, what it answers, and a call to copy.
import type { OpenApiDocument } from "./document.ts";
import type { Json } from "./schema-book.ts";
import { html, join, Safe } from "./template.ts";

interface Parameter extends Json {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Json;
}

export function operationHtml(
  method: string,
  path: string,
  operation: Json,
  document: OpenApiDocument,
): Safe {
  const parameters = ((operation.parameters ?? []) as Json[]).map((one) => resolve(one, document));
  const body = schemaOf(operation.requestBody, document);
  const permission = operation["x-permission"] as string[] | undefined;
  return html`<article id="${String(operation.operationId)}">
<h3><b>${method}</b> ${path}</h3>
<p>${String(operation.summary)}${permission ? needs(permission) : ""}</p>
${table(
  "Parameters",
  parameters.map((one) => parameterRow(one as Parameter)),
)}
${table("Body", body ? propertyRows(body, document) : [])}
<h4>Answers</h4><ul>${join(answerItems(operation, document))}</ul>
<pre><code>${curl(method, path, operation, body, document)}</code></pre>
</article>`;
}

function needs(permission: string[]): Safe {
  return html` Needs <code>${permission.join(" or ")}</code>.`;
}

function table(title: string, rows: Safe[]): Safe {
  if (rows.length === 0) return new Safe("");
  return html`<h4>${title}</h4><table><thead><tr><th>Name</th><th>Form</th><th>Notes</th></tr></thead><tbody>${join(rows)}</tbody></table>`;
}

function parameterRow({ name, in: place, required, description, schema }: Parameter): Safe {
  const notes = [
    `In the ${place}${required ? ", required" : ""}.`,
    description ?? String(schema.description ?? ""),
    defaultOf(schema),
  ];
  return row(name, formOf(schema), notes);
}

function propertyRows(schema: Json, document: OpenApiDocument): Safe[] {
  const required = (schema.required ?? []) as string[];
  return Object.entries((schema.properties ?? {}) as Record<string, Json>).map(([name, property]) => {
    const schema = resolve(property, document);
    const notes = [
      required.includes(name) ? "Required." : "",
      String(schema.description ?? ""),
      defaultOf(schema),
    ];
    return row(name, formOf(property), notes);
  });
}

function row(name: string, form: string, notes: string[]): Safe {
  const said = notes.filter(Boolean).join(" ");
  return html`<tr><td><code>${name}</code></td><td>${form}</td><td>${said}</td></tr>`;
}

function defaultOf({ default: fallback }: Json): string {
  return fallback === undefined ? "" : `Default: ${JSON.stringify(fallback)}.`;
}

/** "string", "live or test", "list of string", "string or null". */
function formOf(schema: Json): string {
  const options = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as Json[] | undefined;
  if (options) return [...new Set(options.map(formOf))].join(" or ");
  if (Array.isArray(schema.enum)) return schema.enum.join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === "array") return `list of ${formOf((schema.items ?? {}) as Json)}`;
  if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) ?? "";
  if (typeof schema.format === "string") return schema.format;
  return [schema.type ?? "anything"].flat().join(" or ");
}

function answerItems(operation: Json, document: OpenApiDocument): Safe[] {
  return Object.entries(operation.responses as Record<string, Json>).map(([status, response]) => {
    const { description } = resolve(response, document);
    return html`<li><code>${status}</code> ${String(description)}</li>`;
  });
}

function curl(
  method: string,
  path: string,
  { security }: Json,
  body: Json | null,
  document: OpenApiDocument,
): string {
  const [server] = document.servers as { url: string }[];
  const required = ((body?.required ?? []) as string[]).map((name) => [name, "…"]);
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${server?.url}${path}`,
    ...((security as unknown[]).length > 0 ? [`  -H "Authorization: Bearer $TOKEN"`] : []),
    ...(body ? [`  --json '${JSON.stringify(Object.fromEntries(required))}'`] : []),
  ];
  return lines.join(" \\\n");
}

function schemaOf(requestBody: unknown, document: OpenApiDocument): Json | null {
  const content = (requestBody as { content?: Record<string, { schema: Json }> } | undefined)?.content;
  const schema = content?.["application/json"]?.schema;
  return schema ? resolve(schema, document) : null;
}

function resolve(part: Json, document: OpenApiDocument): Json {
  if (typeof part.$ref !== "string") return part;
  let found: unknown = document;
  for (const step of part.$ref.slice(2).split("/")) found = (found as Json)[step];
  return found as Json;
}
