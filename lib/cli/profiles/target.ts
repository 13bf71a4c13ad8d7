// Which Keyhold a command is about: the installation at hand, or one elsewhere, and with which token.
import { readClientSettings, SettingsError } from "#lib/core/env.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Secret } from "#lib/core/secret.ts";
import { listProfiles, type Profile, readProfile } from "./profile.ts";

export interface Target {
  /** Without a trailing slash. */
  url: string;
  token: Secret;
}

export interface Named {
  url?: string | undefined;
  profile?: string | undefined;
}

/** Whether something names a Keyhold elsewhere. An address on the command line goes before KEYHOLD_PROFILE. */
export function isElsewhere(named: Named): boolean {
  return named.url !== undefined || profileOf(named) !== undefined;
}

/** Null for the installation at hand. A profile's token goes to the profile's address and to no other. */
export async function targetOf(named: Named): Promise<Target | null> {
  const { url } = named;
  const profile = profileOf(named);
  if (profile !== undefined) return ofProfile(await readProfile(profile), url);
  return url === undefined ? null : atAddress(readAddress(url));
}

/** An address as it is kept. Throws SettingsError for one that is none, or holds a password. */
export function readAddress(text: string): string {
  const { protocol, username, password, search, hash, href } = URL.canParse(text)
    ? new URL(text)
    : new URL("about:blank");
  if (!/^https?:$/.test(protocol))
    throw new SettingsError(`--url must be an address such as https://keyhold.example.com, not "${text}".`);
  if (username || password || search || hash)
    throw new SettingsError("--url is an address alone: leave out what is secret, and ? and #.");
  return href.replace(/\/+$/, "");
}

function profileOf({ url, profile }: Named): string | undefined {
  return profile ?? (url === undefined ? (readClientSettings().profile ?? undefined) : undefined);
}

function ofProfile(profile: Profile, url: string | undefined): Target {
  if (url !== undefined && readAddress(url) !== profile.url)
    throw new SettingsError(
      `The profile ${profile.name} is for ${profile.url}. Leave out --url or --profile.`,
    );
  return usable(profile);
}

async function atAddress(url: string): Promise<Target> {
  const { token } = readClientSettings();
  if (token) return { url, token };
  const profile = (await listProfiles()).find((each) => each.url === url);
  if (profile) return usable(profile);
  throw new DomainError(
    "unauthenticated",
    `There is no token for ${url}: put it into KEYHOLD_TOKEN, or keep it with \`keyhold login --url ${url}\`.`,
  );
}

function usable({ url, token, fault }: Profile): Target {
  if (fault) throw new SettingsError(fault);
  return { url, token };
}
