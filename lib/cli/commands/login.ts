// Which Keyholds elsewhere a person works on. Tokens come in by a pipe or a hidden prompt, and are never shown.
import type { Command } from "commander";
import { readClientSettings, SettingsError } from "#lib/core/env.ts";
import { Secret } from "#lib/core/secret.ts";
import { readSecret } from "../ask.ts";
import { checkToken } from "../elsewhere/check-token.ts";
import { openElsewhere } from "../elsewhere/open-elsewhere.ts";
import { plainHttpWarning } from "../elsewhere/plain-http.ts";
import { type Globals, globalsOf } from "../globals.ts";
import { listProfiles, removeProfile, USUAL_PROFILE, writeProfile } from "../profiles/profile.ts";
import { readAddress, type Target } from "../profiles/target.ts";
import { openScreen } from "../screen.ts";

export function login(command: Command): void {
  command
    .option("--url <address>", "of the Keyhold, such as https://keyhold.example.com")
    .action(async ({ url }: { url?: string }, asked: Command) => {
      const globals = globalsOf(asked);
      const given = url ?? globals.url;
      if (given === undefined) throw new SettingsError("Say where the Keyhold is: --url https://….");
      const [address, screen] = [readAddress(given), openScreen(globals.json)];
      const warning = plainHttpWarning(address);
      if (warning) screen.warn(warning);
      const target = { url: address, token: new Secret(await readSecret("service token")) };
      await tryToken(target);
      const profile = nameOf(globals);
      const path = await writeProfile(profile, target.url, target.token);
      if (screen.json) return screen.line(JSON.stringify({ profile, url: target.url, file: path }, null, 2));
      screen.line(`The token is taken. It is kept in ${path}, readable by you alone.`);
      screen.note(`keyhold --profile ${profile} … and keyhold --url ${target.url} … use it.`);
    });
}

export function logout(command: Command): void {
  command.action(async (_options: object, asked: Command) => {
    const globals = globalsOf(asked);
    const profile = nameOf(globals);
    await removeProfile(profile);
    const screen = openScreen(globals.json);
    if (screen.json) return screen.line(JSON.stringify({ profile }, null, 2));
    screen.line(`The profile ${profile} is gone from here.`);
    screen.note("Its token works on until somebody revokes it.");
  });
}

export function profiles(command: Command): void {
  command.action(async (_options: object, asked: Command) => {
    const items = (await listProfiles()).map(({ name, url, fault }) => ({ name, url, fault }));
    const screen = openScreen(globalsOf(asked).json);
    if (screen.json) return screen.line(JSON.stringify({ items }, null, 2));
    screen.table(
      ["NAME", "ADDRESS", "STATE"],
      items.map(({ name, url, fault }) => [name, url, fault ?? "ready"]),
    );
  });
}

const nameOf = ({ profile }: Globals) => profile ?? readClientSettings().profile ?? USUAL_PROFILE;

async function tryToken(target: Target): Promise<void> {
  const keyhold = openElsewhere(target);
  try {
    await checkToken(keyhold.run);
  } finally {
    await keyhold.close();
  }
}
