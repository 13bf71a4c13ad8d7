// Looks whether the ports are free before anything is started.
import { createServer } from "node:net";
import type { Settings } from "#lib/core/env.ts";
import { StartError } from "./fail.ts";

/** Throws StartError for the first port that cannot be used. */
export async function checkPorts({ host, port, apiPort }: Settings): Promise<void> {
  if (port === apiPort) throw new StartError(`PORT and API_PORT are both ${port}; they must differ.`);
  await checkPort(host, port, "PORT", "dashboard");
  await checkApiPort({ host, apiPort });
}

/** Throws StartError when the api cannot listen where it should. */
export function checkApiPort({ host, apiPort }: Pick<Settings, "host" | "apiPort">): Promise<void> {
  return checkPort(host, apiPort, "API_PORT", "API");
}

function checkPort(host: string, port: number, variable: string, purpose: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(new StartError(sentence(error.code ?? "", host, port, variable, purpose))),
    );
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}

function sentence(code: string, host: string, port: number, variable: string, purpose: string): string {
  if (code === "EADDRINUSE")
    return `Port ${port} for the ${purpose} is taken by another program; set ${variable} to a free one.`;
  if (code === "EACCES")
    return `This user may not listen on port ${port}; set ${variable} to one above 1023.`;
  return `The ${purpose} cannot listen on ${host}:${port} (${code}); check HOST and ${variable}.`;
}
