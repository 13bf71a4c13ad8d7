// The plan of the house as a test: who may import what, and the habits that keep every room readable.
// What Postgres must guarantee stands in integration/row-level-security.test.ts, against a live database.
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import {
  exportsOf,
  type Import,
  isBarrel,
  ROOT,
  readsTheClock,
  type Source,
  sourcesIn,
  uses,
} from "./support/source-tree.ts";

const sources = sourcesIn("app", "components", "db", "lib");
const tests = sourcesIn("tests");

/** Rooms of lib that are not a domain. */
const SPECIAL = [
  "core",
  "crypto",
  "shared",
  "http",
  "web",
  "api",
  "cli",
  "jobs",
  "processes",
  "verify",
  "spool",
  "gateway",
  "demo",
];

const FRAMEWORK = ["next", "next-auth", "react", "react-dom"];
/** What lib/web has for processes that are not Next. */
const WITHOUT_NEXT = ["lib/web/server.ts", "lib/web/source-address.ts"];
const DATABASE = ["drizzle-orm", "postgres", "pg"];

/** "app", "components", "db", "lib/core", …, and "domain" for lib/keys and its like. */
function roomOf(path: string): string {
  const [top, folder] = path.split("/");
  if (top !== "lib") return top!;
  return SPECIAL.includes(folder!) ? `lib/${folder}` : "domain";
}

const domainOf = (path: string) => (roomOf(path) === "domain" ? path.split("/")[1] : null);
const isSchemas = (path: string) => /(^|[/-])schemas\.ts$/.test(path);
const isDoor = (path: string) => /(^|-)(store|deps)\.ts$/.test(basename(path));

interface Rule {
  /** Rooms whose values it may import. */
  rooms: string[];
  /** Packages that it must not import. */
  packages: string[];
  /** Further files of ours that it may import. */
  also?(target: string, from: string): boolean;
  /** Types from anywhere are fine unless this says otherwise. */
  strictTypes?: boolean;
}

const RULES: Record<string, Rule> = {
  app: {
    rooms: ["app", "components", "lib/web", "domain", "lib/shared"],
    packages: DATABASE,
    strictTypes: true,
  },
  components: { rooms: ["components", "lib/shared"], packages: DATABASE, also: isSchemas },
  db: { rooms: ["db", "lib/shared"], packages: FRAMEWORK },
  domain: {
    rooms: ["domain", "lib/core", "lib/crypto", "lib/shared"],
    packages: FRAMEWORK,
    also: (target) => target.startsWith("db/schema/") || target === "db/tenant.ts",
  },
  "lib/core": {
    rooms: ["lib/core", "lib/crypto", "lib/shared"],
    packages: FRAMEWORK,
    also: (target) => target.startsWith("db/schema/") || target === "db/tenant.ts",
  },
  "lib/crypto": { rooms: ["lib/crypto", "lib/shared"], packages: [...FRAMEWORK, ...DATABASE] },
  "lib/shared": { rooms: ["lib/shared"], packages: [...FRAMEWORK, ...DATABASE] },
  "lib/http": {
    rooms: ["lib/http", "lib/core", "lib/crypto", "lib/shared"],
    packages: [...FRAMEWORK, ...DATABASE],
  },
  "lib/web": { rooms: ["lib/*", "db"], packages: [] },
  "lib/verify": dataPlane(),
  "lib/gateway": dataPlane(),
  // A journal of lines, which knows nothing of what they say.
  "lib/spool": { rooms: [], packages: [...FRAMEWORK, ...DATABASE] },
  "lib/api": transport(),
  "lib/cli": transport(),
  "lib/jobs": transport(),
  // A customer of everything: it acts through commands and is counted by metering.
  "lib/demo": transport(),
  "lib/processes": {
    rooms: ["lib/*", "db"],
    packages: FRAMEWORK,
    also: (target) => WITHOUT_NEXT.includes(target),
  },
};

function dataPlane(): Rule {
  return {
    rooms: ["lib/verify", "lib/gateway", "lib/spool", "lib/crypto", "lib/http", "lib/shared"],
    packages: FRAMEWORK,
    also: (target, from) =>
      (target.startsWith("lib/core/") && target !== "lib/core/operation.ts") ||
      (target.startsWith("db/") && isDoor(from)),
  };
}

function transport(): Rule {
  return { rooms: ["lib/*", "db"], packages: FRAMEWORK };
}

function offence(source: Source, { target, own, typeOnly }: Import): string | null {
  const rule = RULES[roomOf(source.path)]!;
  if (typeOnly && !rule.strictTypes) return null;
  const forbidden = `${source.path} imports ${target}`;
  // Letters and invoices are written in React, and rendered to text and PDF before they are sent.
  const isPaper = ["mail", "billing"].includes(domainOf(source.path) ?? "") && target === "react";
  if (!own) return rule.packages.includes(target) && !isPaper ? forbidden : null;
  if (!target.includes("/")) return forbidden;
  const room = roomOf(target);
  const open =
    rule.rooms.includes(room) || (rule.rooms.includes("lib/*") && isLib(room) && room !== "lib/web");
  const home = room === roomOf(source.path);
  return open || home || rule.also?.(target, source.path) ? null : forbidden;
}

const isLib = (room: string) => room === "domain" || room.startsWith("lib/");
const pathsOf = (list: Source[]) => list.map(({ path }) => path);

describe("imports", () => {
  it("go only where the plan of the house allows", () => {
    const offences = sources.flatMap((source) => source.imports.map((item) => offence(source, item)));
    expect(offences.filter(Boolean)).toEqual([]);
  });

  it("of a domain's queries come from that domain alone", () => {
    const offences = sources.flatMap((source) =>
      source.imports
        .filter(({ own, target }) => own && domainOf(target) && /(^|-)queries\.ts$/.test(basename(target)))
        .filter(({ target }) => domainOf(source.path) !== domainOf(target))
        .map(({ target }) => `${source.path} imports ${target}`),
    );
    expect(offences).toEqual([]);
  });

  it("name our files by #lib, #db or #components, or a neighbour, with their endings", () => {
    const offences = sources.flatMap((source) =>
      source.imports
        .filter(({ own, target }) => own && !/\.(tsx?|css|json|svg|png)$/.test(target))
        .map(({ target }) => `${source.path} imports ${target}`),
    );
    expect(offences).toEqual([]);
  });

  it("from Node stay out of what a browser loads", () => {
    const offences = sources.filter(
      ({ path, imports }) =>
        ["components", "lib/shared"].includes(roomOf(path)) &&
        imports.some(({ target, typeOnly }) => target.startsWith("node:") && !typeOnly),
    );
    expect(pathsOf(offences)).toEqual([]);
  });

  it("bring no JSX into what runs without a bundler", () => {
    const bare = ["lib/api", "lib/cli", "lib/jobs", "lib/verify", "lib/core", "domain", "db"];
    const offences = sources.flatMap(({ path, imports }) =>
      bare.includes(roomOf(path)) && !path.endsWith("x")
        ? imports
            .filter(({ own, target, typeOnly }) => own && !typeOnly && target.endsWith(".tsx"))
            .map(({ target }) => `${path} imports ${target}`)
        : [],
    );
    expect(offences).toEqual([]);
  });
});

describe("one place for each thing", () => {
  it("loads the driver, mended, in db/driver.ts alone", () => {
    const openers = sources.filter(({ imports }) =>
      imports.some(({ target, typeOnly }) => ["postgres", "pg"].includes(target) && !typeOnly),
    );
    expect(pathsOf(openers)).toEqual(["db/driver.ts"]);
    const loaders = sources.filter(({ imports }) =>
      imports.some(({ target, typeOnly }) => target === "db/driver.ts" && !typeOnly),
    );
    expect(pathsOf(loaders)).toEqual(["db/client.ts", "db/embedded/ownership.ts"]);
  });

  it("reads the environment in lib/core/env.ts alone", () => {
    const readers = sources.filter(
      (source) =>
        uses(source, "process", "env") ||
        source.imports.some(({ target }) => target === "node:process" || target === "process"),
    );
    expect(pathsOf(readers)).toEqual(["lib/core/env.ts"]);
  });

  it("asks the machine for the time outside of domain and data plane", () => {
    const impure = sources.filter(
      (source) =>
        ["domain", "lib/verify", "lib/gateway"].includes(roomOf(source.path)) &&
        !isDoor(source.path) &&
        readsTheClock(source),
    );
    expect(pathsOf(impure)).toEqual([]);
  });

  it("makes every server action with action()", () => {
    const actions = sources.filter(({ directives }) => directives.includes("use server"));
    const offences = actions.flatMap((source) =>
      exportsOf(source)
        .filter(({ madeBy }) => madeBy !== "action")
        .map(({ name }) => `${source.path}: ${name}`),
    );
    expect(offences).toEqual([]);
  });

  it("says 'use client' in components and error pages alone", () => {
    const clients = sources.filter(
      ({ path, directives }) =>
        directives.includes("use client") &&
        !path.startsWith("components/") &&
        !/^app\/(.*\/)?(global-)?error\.tsx$/.test(path),
    );
    expect(pathsOf(clients)).toEqual([]);
  });

  it("has one operation per file, which bears the file's name", () => {
    const offences = sources.flatMap((source) => {
      const made = exportsOf(source).filter(({ madeBy }) => madeBy === "command" || madeBy === "query");
      const expected = basename(source.path, ".ts").replace(/-(\w)/g, (_, letter: string) =>
        letter.toUpperCase(),
      );
      return made.length === 0 || (made.length === 1 && made[0]!.name === expected)
        ? []
        : [`${source.path}: ${made.map(({ name }) => name).join(", ")}`];
    });
    expect(offences).toEqual([]);
  });
});

describe("files", () => {
  it("are short: 75 lines in the median, none above 400", () => {
    const lengths = sources.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(75);
    expect([...sources, ...tests].filter(({ lines }) => lines > 400).map(({ path }) => path)).toEqual([]);
  });

  it("have names in kebab case, but for those that the router gives a meaning", () => {
    const odd = [...sources, ...tests].filter(
      ({ path }) =>
        !/^(\[{1,2}(\.\.\.)?\w+\]{1,2}|[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*)$/.test(
          basename(path).replace(/\.tsx?$/, ""),
        ),
    );
    expect(pathsOf(odd)).toEqual([]);
  });

  it("stand in folders that say what is in them", () => {
    const vague = /(^|\/)(utils?|helpers?|common|services?|types|misc)(\/|\.tsx?$)/;
    expect(pathsOf([...sources, ...tests]).filter((path) => vague.test(path))).toEqual([]);
  });

  it("are no barrels, but for the schema's", () => {
    const isRoute = ({ path }: Source) => /^app\/.*\/route\.ts$/.test(path);
    const barrels = [...sources, ...tests].filter((source) => isBarrel(source) && !isRoute(source));
    expect(pathsOf(barrels)).toEqual(["db/schema/index.ts"]);
  });

  it("switch off no check of the compiler", () => {
    const silenced = [...sources, ...tests].filter(({ comments }) =>
      comments.some((comment) => /^\s*@ts-(ignore|nocheck|expect-error)/.test(comment)),
    );
    expect(pathsOf(silenced)).toEqual([]);
  });

  it("leave the root bare", () => {
    const meant =
      "package.json package-lock.json tsconfig.json next.config.js README.md CONTRIBUTING.md LICENSE app components db lib tests clients examples docs deploy .ci .gitignore .npmrc";
    const made = ".git .next .keyhold node_modules next-env.d.ts tsconfig.tsbuildinfo";
    const known = new Set(`${meant} ${made}`.split(" "));
    expect(readdirSync(ROOT).filter((name) => !known.has(name))).toEqual([]);
  });
});
