// The paths of exports, of the tenant that is named or else of the platform.
import { Readable } from "node:stream";
import { z } from "zod";
import type { Deps, Operation } from "#lib/core/operation.ts";
import { pageOf } from "#lib/core/page.ts";
import type { Principal } from "#lib/core/principal.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { deleteExport } from "#lib/exports/delete-export.ts";
import { exportFile } from "#lib/exports/export-file.ts";
import { getExport } from "#lib/exports/get-export.ts";
import { listExports } from "#lib/exports/list-exports.ts";
import { type OpenedExport, openExport } from "#lib/exports/open-export.ts";
import { readExportPart } from "#lib/exports/read-export-part.ts";
import { requestExport } from "#lib/exports/request-export.ts";
import { ExportView } from "#lib/exports/view.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const ONE = { name: "Export", schema: ExportView };
const BY_ID = { id: "exportId" };

/** The same operation for a tenant and for the platform's own. */
function forBoth<Input, Output>(operation: Operation<Input, Output>) {
  return {
    tag: "Exports",
    where: "named" as const,
    forTenant: call(operation),
    forPlatform: call(platformOwn(operation)),
  };
}

function fileOf(deps: Deps, principal: Principal, output: unknown): Response {
  const opened = output as OpenedExport;
  const read = principal.tenantId ? readExportPart : platformOwn(readExportPart);
  const { name, contentType, size, body } = exportFile(opened, (number) =>
    read.execute(deps, principal, { exportId: opened.id, number }),
  );
  return new Response(
    Readable.toWeb(Readable.from(body, { objectMode: false })) as ReadableStream<Uint8Array>,
    {
      headers: {
        "Content-Type": contentType,
        "Content-Length": String(size),
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "no-store",
      },
    },
  );
}

export const exportEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/v1/exports",
    summary: "Ask for a file of calls, usage, the audit trail or keys, however large. It is kept for 7 days.",
    ...forBoth(requestExport),
    answer: ONE,
    status: 201,
    repeatable: true,
  },
  {
    method: "GET",
    path: "/v1/exports",
    summary: "List exports, newest first.",
    ...forBoth(listExports),
    answer: { name: "ExportPage", schema: pageOf(ExportView) },
  },
  {
    method: "GET",
    path: "/v1/exports/:id",
    summary: "Read an export, and how far it is.",
    ...forBoth(getExport),
    params: BY_ID,
    answer: ONE,
  },
  {
    method: "GET",
    path: "/v1/exports/:id/file",
    summary: "Download the file of an export that is done, packed with gzip.",
    ...forBoth(openExport),
    params: BY_ID,
    file: fileOf,
    answer: { name: "ExportFile", schema: z.string() },
  },
  {
    method: "DELETE",
    path: "/v1/exports/:id",
    summary: "Delete an export with its file; one that is being made ends.",
    ...forBoth(deleteExport),
    params: BY_ID,
    answer: ONE,
  },
];
