// The project's own sources, parsed: what each file imports, exports and does. For tests that enforce the plan.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Program, parseSync, Visitor } from "oxc-parser";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Import {
  /** A path from the root ("lib/core/errors.ts") for our own files, else the package ("next", "node:fs"). */
  target: string;
  own: boolean;
  /** Nothing of it is left when the types are taken away. */
  typeOnly: boolean;
}

export interface Source {
  /** From the root, with forward slashes. */
  path: string;
  text: string;
  lines: number;
  imports: Import[];
  /** "use client", "use server". */
  directives: string[];
  program: Program;
  comments: string[];
}

/** Every TypeScript file below the given folders of the root. */
export function sourcesIn(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
      .filter((entry) => !entry.parentPath.includes("node_modules"))
      .map((entry) => parse(relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))),
  );
}

function parse(path: string): Source {
  const text = readFileSync(join(ROOT, path), "utf8");
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  const imports = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries
        .filter((entry) => entry.moduleRequest)
        .map((entry) => ({ specifier: entry.moduleRequest!.value, typeOnly: entry.isType })),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => ({
      specifier: text.slice(moduleRequest.start, moduleRequest.end).replace(/^["'`]|["'`]$/g, ""),
      typeOnly: false,
    })),
  ];
  return {
    path,
    text,
    lines: text.split("\n").length - 1,
    imports: imports.map(({ specifier, typeOnly }) => ({ ...resolve(path, specifier), typeOnly })),
    directives: program.body.flatMap((node) =>
      node.type === "ExpressionStatement" && node.directive ? [node.directive] : [],
    ),
    program,
    comments: comments.map((comment) => comment.value),
  };
}

function resolve(from: string, specifier: string): Omit<Import, "typeOnly"> {
  if (specifier.startsWith("#")) return { target: specifier.slice(1), own: true };
  if (specifier.startsWith(".")) return { target: posix.join(dirname(from), specifier), own: true };
  if (specifier.startsWith("node:")) return { target: specifier, own: false };
  const parts = specifier.split("/");
  return { target: specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!, own: false };
}

/** The exports of a file with the function whose call makes each ("action"), or null for any other kind. */
export function exportsOf({ program }: Source): { name: string; madeBy: string | null }[] {
  return program.body.flatMap((node) => {
    if (node.type === "ExportDefaultDeclaration") return [{ name: "default", madeBy: null }];
    if (node.type === "ExportAllDeclaration") return [{ name: "*", madeBy: null }];
    if (node.type !== "ExportNamedDeclaration" || node.exportKind === "type") return [];
    const { declaration } = node;
    if (declaration?.type !== "VariableDeclaration") return [{ name: "?", madeBy: null }];
    return declaration.declarations.map(({ id, init }) => ({
      name: id.type === "Identifier" ? id.name : "?",
      madeBy: init?.type === "CallExpression" && init.callee.type === "Identifier" ? init.callee.name : null,
    }));
  });
}

/** Whether a file does nothing but pass on what others export. */
export function isBarrel({ program }: Source): boolean {
  const passesOn = (node: Program["body"][number]) =>
    node.type === "ExportAllDeclaration" || (node.type === "ExportNamedDeclaration" && node.source !== null);
  const statements = program.body.filter((node) => node.type !== "ExpressionStatement" || !node.directive);
  return statements.length > 0 && statements.every(passesOn);
}

/** Whether a file names `object.property`, or takes `property` out of `object`. */
export function uses({ program }: Source, object: string, property: string): boolean {
  let found = false;
  new Visitor({
    MemberExpression(node) {
      if (node.object.type !== "Identifier" || node.object.name !== object) return;
      if (node.property.type === "Identifier" && node.property.name === property) found = true;
      if (node.property.type === "Literal" && node.property.value === property) found = true;
    },
    VariableDeclarator(node) {
      if (node.init?.type !== "Identifier" || node.init.name !== object) return;
      if (node.id.type === "ObjectPattern" && JSON.stringify(node.id).includes(`"name":"${property}"`))
        found = true;
    },
  }).visit(program);
  return found;
}

/** Whether a file asks the machine for the time: `new Date()` or `Date.now()`. */
export function readsTheClock(source: Source): boolean {
  let found = uses(source, "Date", "now");
  new Visitor({
    NewExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0)
        found = true;
    },
  }).visit(source.program);
  return found;
}
