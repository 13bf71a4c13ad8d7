// Holds every answer of /v1 that a test sees against the OpenAPI document: the status must be listed for that path and
// method, and the body must have the shape that stands there.

import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { openApiDocument } from "#lib/api/openapi/document.ts";
import { explanationPath } from "#lib/http/problem.ts";

type Json = ReturnType<typeof JSON.parse>;

interface SeenAnswer {
  status: number;
  headers: Headers;
  text: string;
}

const document: Json = openApiDocument({ keyPrefix: "kh", publicUrl: "http://localhost:4000" });
const ajv = addFormats
  .default(new Ajv2020({ strict: false, validateSchema: false }))
  .addSchema(document, "api");
const compiled = new Map<string, ValidateFunction>();

/** Paths without parameters first: /v1/keys/verify is not the key named "verify". */
const templates = Object.keys(document.paths)
  .sort((a, b) => countOf(a) - countOf(b))
  .map((template) => ({ template, pattern: patternOf(template) }));

function countOf(template: string): number {
  return template.split("{").length;
}

function patternOf(template: string): RegExp {
  const source = template.replaceAll("{path}", ".*").replace(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${source}/?$`);
}

/** Throws when the answer is not the one that the document tells of. The bodies of models' providers are their own. */
export function expectDocumented(method: string, path: string, answer: SeenAnswer): void {
  const bare = path.split(/[?#]/, 1)[0]!;
  const template = templates.find(({ pattern }) => pattern.test(bare))?.template;
  const asked = `${method} ${path}: ${answer.status}`;
  if (template === undefined && bare.startsWith("/v1/") && answer.status < 400)
    throw new Error(`${asked}, and ${bare} is not a path of /openapi.json`);
  if (answer.status === 405 || template === undefined) expectProblem(asked, answer);
  else if (method !== "HEAD" && method !== "OPTIONS") expectOperation(asked, method, template, answer);
}

function expectOperation(asked: string, method: string, template: string, answer: SeenAnswer): void {
  const methods = document.paths[template];
  const operation = methods[method.toLowerCase()] ?? (isForAny(template) ? methods.get : null);
  if (!operation) throw new Error(`${asked}, and ${template} has no ${method} in /openapi.json`);
  if (operation.tags.includes("Language models")) return;
  const pointer = responsePointer(template, method, operation, answer.status);
  if (pointer === null) throw new Error(`${asked}, a status that ${template} does not list: ${answer.text}`);
  expectBody(asked, pointer, answer);
}

const isForAny = (template: string) => template.startsWith("/v1/authorize");

/** Where the response is described, as a JSON pointer; null where it is not. */
function responsePointer(template: string, method: string, operation: Json, status: number): string | null {
  const response = operation.responses[status];
  if (!response) return null;
  if (response.$ref) return response.$ref;
  const verb = document.paths[template][method.toLowerCase()] ? method.toLowerCase() : "get";
  return `#/paths/${escaped(template)}/${verb}/responses/${status}`;
}

const escaped = (step: string) => step.replaceAll("~", "~0").replaceAll("/", "~1");

function expectBody(asked: string, pointer: string, answer: SeenAnswer): void {
  const response = pointer
    .slice(2)
    .split("/")
    .reduce((place, step) => place[step.replaceAll("~1", "/").replaceAll("~0", "~")], document);
  const type = answer.headers.get("content-type")?.split(";")[0] ?? null;
  if (!response.content) {
    if (answer.text !== "") throw new Error(`${asked} has a body that is not described: ${answer.text}`);
    return;
  }
  if (!type || !(type in response.content)) throw new Error(`${asked} has the content type ${type}`);
  const check = validatorOf(`api${pointer}/content/${escaped(type)}/schema`);
  const body = /json$/.test(type) ? JSON.parse(answer.text) : answer.text;
  if (!check(body))
    throw new Error(`${asked} is not as described: ${ajv.errorsText(check.errors)} in ${answer.text}`);
  if (answer.status >= 400) expectProblem(asked, answer);
}

function validatorOf(schema: string): ValidateFunction {
  const check = compiled.get(schema) ?? ajv.compile({ $ref: encodeURI(schema) });
  compiled.set(schema, check);
  return check;
}

/** Whatever is refused names the page of its code. */
function expectProblem(asked: string, { headers, text }: SeenAnswer): void {
  if (!headers.get("content-type")?.startsWith("application/problem+json") || text === "") return;
  const { type, code } = JSON.parse(text);
  if (type !== explanationPath(code)) throw new Error(`${asked} has the type ${type}`);
}
