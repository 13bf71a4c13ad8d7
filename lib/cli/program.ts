// The tree of commands.
import { Command } from "commander";
import { addAuditCommands } from "./commands/audit.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addKeyCommands } from "./commands/keys.ts";
import { addSetupCommand } from "./commands/setup.ts";
import { addTenantCommands } from "./commands/tenants.ts";
import { addTokenCommands } from "./commands/tokens.ts";
import { addUsageCommand } from "./commands/usage.ts";
import { addUserCommands } from "./commands/users.ts";

const EXIT_CODES =
  "\nExit codes: 0 done, 2 wrong usage, 3 not found, 4 refused, 5 conflict, 6 not available right now.";

export function createProgram(): Command {
  const program = new Command("keyhold")
    .description("Looks after a Keyhold installation from the command line.")
    .option("--json", "answer in JSON")
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", EXIT_CODES)
    .exitOverride();
  addSetupCommand(program);
  addUserCommands(program);
  addTenantCommands(program);
  addTokenCommands(program);
  addKeyCommands(program);
  addUsageCommand(program);
  addAuditCommands(program);
  addDoctorCommand(program);
  return program;
}
