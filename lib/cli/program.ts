// The tree of commands. Only the branch that is asked for is loaded: to load them all takes longer than most commands.
import { Command } from "commander";
import { addGlobals, addGlobalsBehind } from "./globals.ts";

type Fill = (command: Command) => void;

interface Branch {
  about: string;
  /** For programs alone. */
  hidden?: boolean;
  load(): Promise<Fill>;
}

const BRANCHES: Record<string, Branch> = {
  setup: {
    about: "make an installation ready: tables, first admin, service token, client keys",
    load: async () => (await import("./commands/setup.ts")).setup,
  },
  users: {
    about: "the people of the platform",
    load: async () => (await import("./commands/users.ts")).users,
  },
  mails: {
    about: "what was mailed to people, or waits to be",
    load: async () => (await import("./commands/mails.ts")).mails,
  },
  tenants: {
    about: "customers and their state",
    load: async () => (await import("./commands/tenants.ts")).tenants,
  },
  members: {
    about: "the people of a tenant, and who is invited",
    load: async () => (await import("./commands/members.ts")).members,
  },
  plans: {
    about: "what tenants may do by default: limits, scopes, models",
    load: async () => (await import("./commands/plans.ts")).plans,
  },
  presets: {
    about: "names that stand for scopes, where a key or a plan is made",
    load: async () => (await import("./commands/presets.ts")).presets,
  },
  tokens: {
    about: "service tokens, for the programs of the provider",
    load: async () => (await import("./commands/tokens.ts")).tokens,
  },
  keys: {
    about: "issued API keys",
    load: async () => (await import("./commands/keys.ts")).keys,
  },
  credentials: {
    about: "keys for model providers",
    load: async () => (await import("./commands/credentials.ts")).credentials,
  },
  webhooks: {
    about: "where events are sent, and what came of it",
    load: async () => (await import("./commands/webhooks.ts")).webhooks,
  },
  leaks: {
    about: "keys that were found in public, and what is done about them",
    load: async () => (await import("./commands/leaks.ts")).leaks,
  },
  prices: {
    about: "what models cost, and changes of it",
    load: async () => (await import("./commands/prices.ts")).prices,
  },
  invoices: {
    about: "what tenants are billed, month by month",
    load: async () => (await import("./commands/invoices.ts")).invoices,
  },
  credits: {
    about: "what tenants have prepaid",
    load: async () => (await import("./commands/credits.ts")).credits,
  },
  billing: {
    about: "who bills and who is billed",
    load: async () => (await import("./commands/billing.ts")).billing,
  },
  vault: {
    about: "what provider keys are encrypted under",
    load: async () => (await import("./commands/vault.ts")).vault,
  },
  usage: {
    about: "who used how much",
    load: async () => (await import("./commands/usage.ts")).usage,
  },
  reports: {
    about: "links that show usage to whoever holds them",
    load: async () => (await import("./commands/reports.ts")).reports,
  },
  exports: {
    about: "files of calls, usage, keys and the audit trail, however large",
    load: async () => (await import("./commands/exports.ts")).exports,
  },
  alerts: {
    about: "what somebody should look at, and the rules by which they are told",
    load: async () => (await import("./commands/alerts.ts")).alerts,
  },
  audit: {
    about: "who did what",
    load: async () => (await import("./commands/audit.ts")).audit,
  },
  seed: {
    about: "demo data for an empty installation",
    load: async () => (await import("./commands/seed.ts")).seed,
  },
  backup: {
    about: "a copy of the whole database in one file, as of one moment",
    load: async () => (await import("./commands/backup.ts")).backup,
  },
  restore: {
    about: "fill an empty database with what a backup holds",
    load: async () => (await import("./commands/backup.ts")).restore,
  },
  doctor: {
    about: "look the installation over, and say what somebody should mend",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  login: {
    about: "keep the token for a Keyhold elsewhere, as a profile; it is piped in, or asked for",
    load: async () => (await import("./commands/login.ts")).login,
  },
  logout: {
    about: "forget a profile and the token in it",
    load: async () => (await import("./commands/login.ts")).logout,
  },
  profiles: {
    about: "the Keyholds elsewhere that there is a token for",
    load: async () => (await import("./commands/login.ts")).profiles,
  },
  completion: {
    about: "what a shell needs to complete the words of these commands",
    load: async () => (await import("./commands/completion.ts")).completion,
  },
  complete: {
    about: "what may come next",
    hidden: true,
    load: async () => (await import("./commands/completion.ts")).complete,
  },
};

const EXIT_CODES =
  "\nExit codes: 0 done, 2 wrong usage, 3 not found, 4 refused, 5 conflict, 6 not available right now.";

/** The program for a command line of these words. */
export async function createProgram(words: readonly string[]): Promise<Command> {
  const program = new Command("keyhold")
    .description("Looks after a Keyhold installation from the command line.")
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", EXIT_CODES)
    .exitOverride();
  addGlobals(program);
  for (const [name, { about, hidden = false, load }] of Object.entries(BRANCHES)) {
    const branch = program.command(name, { hidden }).description(about);
    addGlobalsBehind(branch);
    if (words.includes(name)) (await load())(branch);
  }
  return program;
}
