// The one route that next-auth answers: /api/auth/*. Forms from other origins are refused before it sees them.
import "server-only";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { announceOrigin } from "#lib/core/env.ts";
import { authOptions } from "./auth-options.ts";
import { webSettings } from "./deps.ts";
import { isOwnOrigin } from "./own-origin.ts";

interface RouteContext {
  params: Promise<{ nextauth: string[] }>;
}

export async function authRoute(request: NextRequest, context: RouteContext): Promise<Response> {
  const settings = webSettings();
  const origin = request.headers.get("origin");
  if (request.method !== "GET" && !isOwnOrigin(origin, settings.publicUrl, settings.development))
    return Response.json(
      { code: "forbidden", detail: "This form was sent from another address." },
      { status: 403 },
    );
  announceOrigin(settings.publicUrl);
  return NextAuth(request, context, authOptions(settings));
}
