// Which ids are ours, and where Python's imports start for a file.

import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

export const RUNTIME = "virtual:pulsec-runtime";
export const RESOLVED_RUNTIME = `\0${RUNTIME}`;

/** Where the compiler has the Python that it brings along; no disk has the folder. */
const SUPPLIED = path.sep === "\\" ? "C:\\pulsec" : "/pulsec";

/** `\0virtual:pulsec-runtime/io.py` → `/pulsec/io.py`; null for what the compiler does not bring along. */
export function suppliedFile(id: string): string | null {
  return id.startsWith(`${RESOLVED_RUNTIME}/`) ? path.join(SUPPLIED, fileOf(id.slice(RESOLVED_RUNTIME.length + 1))) : null;
}

/** The filter of the hooks; `isPython` decides. */
export const PYTHON_FILTER = /\.py(?:\?|$)/;

/** Query keys that Vite adds to any module and that do not change what it is. */
const NEUTRAL_QUERY = new Set(["t", "v", "import"]);

/** Whether the id is a Python module: `chat.py`, `chat.py?t=1`, but not `chat.py?raw`, which is Vite's. */
export function isPython(id: string): boolean {
  const [file = "", query] = split(id);
  if (!file.endsWith(".py") || file.startsWith("\0")) return false;
  return !query || [...new URLSearchParams(query).keys()].every((key) => NEUTRAL_QUERY.has(key));
}

/** `/a/chat.py?v=1` → `/a/chat.py`. */
export function fileOf(id: string): string {
  return split(id)[0] ?? id;
}

function split(id: string): string[] {
  const at = id.indexOf("?");
  return at < 0 ? [id] : [id.slice(0, at), id.slice(at + 1)];
}

/** As Vite writes paths: `/` between the parts, on every system. */
export function slash(file: string): string {
  return path.sep === "\\" ? file.replaceAll("\\", "/") : file;
}

/** Without symbolic links, as Vite's ids are; the path itself when it is not there. */
export function realPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}

export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === "" || (!path.isAbsolute(relative) && relative.split(path.sep)[0] !== "..");
}

/** The nearest folder at or above `start` that holds one of the names. */
export function findUp(start: string, names: readonly string[]): string | null {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (names.some((name) => existsSync(path.join(folder, name)))) return folder;
    if (path.dirname(folder) === folder) return null;
  }
}

const PROJECT_FILES = ["pulsec.toml", "pyproject.toml"];

/** The Python root of a project whose Vite root is `viteRoot`. */
export function projectRoot(viteRoot: string, option: string | undefined): string {
  const real = realPath(viteRoot);
  if (option === undefined) return findUp(real, PROJECT_FILES) ?? real;
  const root = path.resolve(real, option);
  if (!existsSync(root)) throw new Error(`the option "root" of vite-plugin-pulsec names ${root}, which does not exist`);
  return realPath(root);
}

/**
 * Where the imports of this file start: the project's root for what lies in it; for a file of an npm package
 * that package; elsewhere the nearest folder with a project file, or the one that holds the top package
 * (`/x/app/ui/chat.py`, with an `__init__.py` in `app` and `ui`: `/x`).
 */
export function rootOf(file: string, project: string): string {
  const parts = file.split(/[\\/]/);
  const installed = parts.lastIndexOf("node_modules");
  if (installed >= 0 && !isInside(project, file)) return packageFolder(file);
  if (installed >= 0 && path.relative(project, file).split(/[\\/]/).includes("node_modules")) return packageFolder(file);
  if (isInside(project, file)) return project;
  const folder = path.dirname(file);
  return findUp(folder, PROJECT_FILES) ?? topPackage(folder);
}

function packageFolder(file: string): string {
  return findUp(path.dirname(file), ["package.json"]) ?? path.dirname(file);
}

function topPackage(start: string): string {
  let folder = start;
  while (existsSync(path.join(folder, "__init__.py")) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}
