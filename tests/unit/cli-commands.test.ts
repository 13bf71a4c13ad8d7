// The commands that scripts rely on, what they take, and that each either has its path over REST or says that it has none.
import type { Command } from "commander";
import { beforeAll, describe, expect, it } from "vitest";
import { endpointOf } from "#lib/cli/elsewhere/request-of.ts";
import { isHereOnly, wordsOf } from "#lib/cli/here-only.ts";
import type { Operation } from "#lib/core/operation.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { commandPage, commandsOf, wholeProgram } from "../support/command-page.ts";
import { sourcesIn } from "../support/source-tree.ts";

let program: Command;
let commands: Map<string, Command>;
beforeAll(async () => {
  program = await wholeProgram();
  commands = new Map(commandsOf(program).map((command) => [wordsOf(command), command]));
});

const KEY_FIELDS =
  "--scopes --limit --per-request --payer --models --expires-in --ip --email --tag --demo --legacy --no-legacy";
const NARROWED =
  "--since --until --group-by --tenant --env --metric --meter --key --outcome --resource --scope --model --time-zone --top";

const PLAN_FIELDS =
  "--file --description --scopes --limit --tenant-limit --per-request --included --max-expiry --never-expiring --no-never-expiring --stale-ok --payer --payers --models --unknown-price --default";

const RULE_FIELDS =
  "--tenant --metric --meter --key --env --above --below --window --severity --mail --no-mail --mail-role --webhook --no-webhook";

const PRICE_FIGURES =
  "--input --output --cache-read --cache-write --reasoning --audio-input --audio-output --most-output";

const BILLING_SETTINGS =
  "--seller-name --seller-address --seller-tax-id --number-prefix --tax-name --tax --due-days --grace-days --footer";

/** Command, what it takes, and all its flags. */
const CONTRACT: [words: string, takes: string, flags: string][] = [
  ["setup", "", "--admin-email --password-stdin --client --tenant --out"],
  ["users create-admin", "", "--email --name --password-stdin"],
  ["users list", "", ""],
  ["users invite", "email", "--role"],
  ["users change-role", "user", "--role"],
  ["users remove", "user", "--yes"],
  ["users withdraw", "invitation", ""],
  ["members list", "", "--tenant"],
  ["members invite", "email", "--tenant --role"],
  ["members change-role", "member", "--tenant --role"],
  ["members remove", "member", "--tenant --yes"],
  ["members withdraw", "invitation", "--tenant"],
  ["plans list", "", ""],
  ["plans show", "plan", "--tenant"],
  ["plans create", "", `${PLAN_FIELDS} --slug --name`],
  ["plans update", "plan", `${PLAN_FIELDS} --name`],
  ["presets list", "", ""],
  ["presets set", "preset", "--scopes --description"],
  ["presets remove", "preset", "--yes"],
  ["presets import", "file", "--yes"],
  ["tokens create", "", "--name --permissions --tenant --expires-in"],
  ["tokens list", "", "--tenant --limit"],
  ["tokens revoke", "token", "--yes"],
  ["mails list", "", "--limit --cursor"],
  ["mails show", "mail", ""],
  ["tenants create", "", "--name --client-id --plan --time-zone"],
  ["tenants list", "", "--search --status --plan --limit --cursor"],
  ["tenants show", "tenant", ""],
  ["tenants update", "tenant", "--name --plan --time-zone"],
  ["tenants suspend", "tenant", "--reason --yes"],
  ["tenants resume", "tenant", ""],
  ["keys create", "", `${KEY_FIELDS} --tenant --name --env --secret-stdin`],
  ["keys list", "", "--tenant --search --status --env --tag --limit --cursor"],
  ["keys show", "key", ""],
  ["keys update", "key", `${KEY_FIELDS} --name`],
  ["keys rotate", "key", "--grace"],
  ["keys extend-rotation", "key", "--grace"],
  ["keys finish-rotation", "key", "--yes"],
  ["keys disable", "key", ""],
  ["keys enable", "key", ""],
  ["keys revoke", "key", "--reason --yes"],
  ["keys verify", "", "--scopes --cost --units --resource --ip"],
  ["keys lookup", "", ""],
  ["keys limits", "key", ""],
  ["keys callers", "key", "--secret"],
  ["keys import", "file", "--format --tenant --hash --hmac-key-file --hmac-key-encoding --legacy --dry-run"],
  ["usage", "", NARROWED],
  ["usage models", "", ""],
  ["usage prove", "", "--from --to"],
  ["usage reroll", "", "--from --to"],
  ["webhooks delivery", "endpoint delivery", "--tenant"],
  ["exports show", "export", "--tenant"],
  ["credentials list", "", "--tenant"],
  ["credentials show", "credential", "--tenant"],
  ["credentials use", "", "--tenant"],
  ["credentials rename", "credential", "--label --tenant"],
  ["credentials shift", "credential version", "--tenant"],
  ["credentials retire", "credential version", "--tenant --yes"],
  ["credentials check", "credential", "--tenant"],
  ["credentials remove", "credential", "--tenant --yes"],
  ["alerts show", "alert", "--tenant"],
  ["alerts mute", "alert", "--tenant --for --what"],
  ["alerts mutes", "", "--tenant"],
  ["alerts unmute", "rule subject", "--tenant"],
  ["alerts rules", "", "--tenant --on --off --test"],
  ["alerts create-rule", "", `${RULE_FIELDS} --name`],
  ["alerts update-rule", "rule", `${RULE_FIELDS} --name --set`],
  ["alerts delete-rule", "rule", "--tenant --yes"],
  ["prices list", "", "--search --provider --sort"],
  ["prices set", "model", `${PRICE_FIGURES} --source --as-of --from --dry-run`],
  ["prices import", "file", "--format --from --dry-run"],
  ["invoices list", "", "--tenant --search --status --from --to --limit --cursor"],
  ["invoices show", "invoice", ""],
  ["invoices upcoming", "", "--tenant"],
  ["invoices issue", "invoice", "--yes"],
  ["invoices pay", "invoice", "--at --reference"],
  ["invoices void", "invoice", "--reason --yes"],
  ["invoices adjust", "invoice", "--text --amount"],
  ["invoices pdf", "invoice", "--out"],
  ["credits list", "", "--tenant --limit --cursor"],
  ["credits grant", "", "--tenant --amount --note"],
  ["billing details", "", "--tenant --legal-name --address --tax-id --email --tax"],
  ["billing settings", "", BILLING_SETTINGS],
  ["vault status", "", ""],
  ["vault rotate", "", "--dry-run"],
  ["audit list", "", "--tenant --action --actor --target --search --from --to --limit --cursor"],
  ["audit show", "entry", "--tenant"],
  ["audit export", "", "--tenant --format --action --from --to --out"],
  ["audit verify", "", "--tenant --last"],
  ["doctor", "", "--backup --key"],
  ["seed", "", "--demo"],
  ["login", "", "--url"],
  ["logout", "", ""],
  ["profiles", "", ""],
  ["completion", "shell", ""],
];

describe("a command that scripts rely on", () => {
  it.each(CONTRACT)("%s takes %s, and exactly these flags", (words, takes, flags) => {
    const command = commands.get(words);
    const known = command?.options.filter(({ hidden }) => !hidden).map(({ long }) => long);
    expect(known?.toSorted()).toEqual(flags.split(" ").filter(Boolean).toSorted());
    expect(command?.registeredArguments.map((argument) => argument.name()).join(" ")).toBe(takes);
  });

  it("takes --json and --profile wherever they stand, and --url before it", async () => {
    for (const branch of program.commands.filter((one) => one.name() !== "help"))
      expect(branch.options.map(({ long }) => long)).toEqual(expect.arrayContaining(["--json", "--profile"]));
    expect(program.options.map(({ long }) => long)).toEqual(["--url", "--profile", "--json"]);
  });
});

/** What runs where the installation is and nowhere else: REST does not offer it. */
const HERE_ONLY = [
  "setup",
  "users create-admin",
  "mails show",
  "usage prove",
  "usage reroll",
  "audit verify",
  "seed",
  "backup",
  "restore",
];
const WITHOUT_PATH = [
  ...["checkMasterKeys", "createAdmin", "getMail", "proveUsage", "rerollUsage", "rotateStep", "systemStatus"],
  ...["verifyAudit", "verifyPlatformAudit"],
];

describe("a command on a Keyhold elsewhere", () => {
  it("is refused when it belongs to an installation itself", () => {
    const marked = [...commands].filter(([, command]) => isHereOnly(command)).map(([words]) => words);
    expect(marked).toEqual(HERE_ONLY);
  });

  it("runs nothing but operations that have a path, but for parts that are left out there", async () => {
    const targets = sourcesIn("lib/cli/commands").flatMap(({ imports }) =>
      imports.filter(({ own, typeOnly }) => own && !typeOnly).map(({ target }) => target),
    );
    const modules = await Promise.all(
      [...new Set(targets)]
        .filter((target) => /^lib\/(?!cli|api|core|shared)/.test(target))
        .map((target) => import(/* @vite-ignore */ `../../${target}`)),
    );
    const operations = modules
      .flatMap((module) => Object.entries<Operation>(module))
      .filter(([, one]) => one?.kind);
    const without = operations
      .filter(([, one]) => !endpointOf(one) && !endpointOf(platformOwn(one)))
      .map(([name]) => name);
    expect(operations.length).toBeGreaterThan(60);
    expect(without.toSorted()).toEqual(WITHOUT_PATH);
  });
});

it("docs/commands.md says of every command what its definition says", async () => {
  await expect(commandPage(program)).toMatchFileSnapshot("../../docs/commands.md");
});
