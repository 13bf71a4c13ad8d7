// The OpenAPI 3.1 document, made from the table of endpoints and the schemas that they parse with.
import { managementEndpoints } from "../management/routes.ts";
import { describeDataPlane } from "./data-plane.ts";
import { describeEndpoint, openApiPath } from "./describe-endpoint.ts";
import { describeGateway } from "./gateway.ts";
import { sharedComponents } from "./parts.ts";
import { describeProbes } from "./probes.ts";
import { type Json, schemaBook } from "./schema-book.ts";

export interface OpenApiDocument extends Json {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> } & Json;
}

/** `brand` is the installation's prefix of tokens, `publicUrl` where it is reached. */
export function openApiDocument({
  keyPrefix: brand,
  publicUrl,
}: {
  keyPrefix: string;
  publicUrl: string;
}): OpenApiDocument {
  const book = schemaBook();
  const paths = { ...describeDataPlane(book), ...describeGateway() } as OpenApiDocument["paths"];
  for (const spec of managementEndpoints) {
    const path = openApiPath(spec.path);
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: describeEndpoint(spec, book) };
  }
  Object.assign(paths, describeProbes());
  const shared = sharedComponents(brand);
  return {
    openapi: "3.1.0",
    info: {
      title: "Keyhold",
      version: "1",
      description:
        "Verify issued keys, and look after tenants, plans, keys and service tokens. Errors are application/problem+json; every answer has X-Request-Id.",
    },
    servers: [{ url: publicUrl }],
    paths,
    components: { ...shared, schemas: { ...book.schemas, ...shared.schemas } },
  };
}
