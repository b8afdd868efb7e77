// Finds the binary: option, PULSEC_BIN, node_modules, PATH, virtual environment; the first that is there.

import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

import { INSTALL, PulsecFailure } from "./failure.js";

export interface Search {
  /** The option `bin`. */
  option: string | undefined;
  viteRoot: string;
  pythonRoot: string;
  env: Record<string, string | undefined>;
  platform: string;
}

export function findBinary(search: Search): string {
  const { option, env, viteRoot, pythonRoot } = search;
  if (option !== undefined) return named(search, option, 'the option "bin" of vite-plugin-pulsec', viteRoot);
  if (env["PULSEC_BIN"]) return named(search, env["PULSEC_BIN"], "PULSEC_BIN", process.cwd());
  const scripts = search.platform === "win32" ? "Scripts" : "bin";
  const folders = [
    ...ancestors(viteRoot).map((folder) => path.join(folder, "node_modules", ".bin")),
    ...pathFolders(env),
    ...[env["VIRTUAL_ENV"], env["CONDA_PREFIX"]].filter(isSet).map((folder) => path.join(folder, scripts)),
    path.join(pythonRoot, ".venv", scripts),
  ];
  const found = inFolders(search, folders, "pulsec");
  if (found) return found;
  throw new PulsecFailure(
    `vite-plugin-pulsec needs the program \`pulsec\`, and it is not installed. ${INSTALL}, or name it in PULSEC_BIN ` +
      `or in the option \`bin\`.\nLooked for it in node_modules/.bin, on PATH, in the active virtual environment ` +
      `and in ${path.join(pythonRoot, ".venv")}.`,
  );
}

/** What was named must be there: no other one is taken in its place. */
function named(search: Search, value: string, by: string, base: string): string {
  const isBareName = !/[\\/]/.test(value);
  const found = isBareName
    ? inFolders(search, [...pathFolders(search.env), base], value)
    : firstExecutable(search, path.resolve(base, value));
  if (found) return found;
  const where = isBareName ? `${value}, which is not on PATH` : `${path.resolve(base, value)}, which is no program`;
  throw new PulsecFailure(`${by} names ${where}. ${INSTALL}, or correct the name.`);
}

function inFolders(search: Search, folders: string[], name: string): string | null {
  for (const folder of folders) {
    const found = firstExecutable(search, path.join(folder, name));
    if (found) return found;
  }
  return null;
}

function firstExecutable(search: Search, file: string): string | null {
  const endings = search.platform === "win32" ? ["", ".exe", ".cmd"] : [""];
  return endings.map((ending) => file + ending).find((each) => isProgram(search, each)) ?? null;
}

function isProgram(search: Search, file: string): boolean {
  try {
    if (!statSync(file).isFile()) return false;
    if (search.platform === "win32") return /\.(exe|cmd)$/i.test(file);
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function pathFolders(env: Search["env"]): string[] {
  return (env["PATH"] ?? env["Path"] ?? "").split(path.delimiter).filter(isSet);
}

function ancestors(start: string): string[] {
  const parent = path.dirname(start);
  return parent === start ? [start] : [start, ...ancestors(parent)];
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
