// Names and attributes of the dashboard's cookies. Over https they carry the __Host- prefix, so that no other
// host and no plain connection can set them.

const THIRTY_DAYS_S = 30 * 24 * 3600;
const YEAR_S = 365 * 24 * 3600;

export type CookieName = "session" | "csrf" | "callback" | "device" | "state" | "pkce" | "nonce";

export function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith("https://");
}

export function cookieName(publicUrl: string, name: CookieName): string {
  return isSecure(publicUrl) ? `__Host-keyhold.${name}` : `keyhold.${name}`;
}

export function cookieOptions(publicUrl: string) {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(publicUrl) } as const;
}

export const SESSION_COOKIE_S = THIRTY_DAYS_S;
export const DEVICE_COOKIE_S = YEAR_S;
