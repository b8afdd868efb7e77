// The messages of `pulsec serve` that this plugin sends and gets: JSON-RPC 2.0, one message per line.

export const PROTOCOL = 1;

/** Codes of JSON-RPC errors with a meaning of their own here. */
export const UNKNOWN_PROTOCOL = -32001;
export const METHOD_NOT_FOUND = -32601;

export interface Initialized {
  protocol: number;
  server: { name: string; version: string };
}

/** Lines and columns count from 1, columns in characters. */
export interface Place {
  line: number;
  column: number;
}

export interface Diagnostic {
  code: string;
  name: string;
  severity: "error" | "warning" | "info" | "hint" | string;
  message: string;
  help: string | null;
  start: Place | null;
  /** Absolute, or null for what concerns no file. */
  file: string | null;
  /** The lines around it, as `12 | code`, with `^^^^` below. */
  frame: string | null;
}

export interface SourceMap {
  version: number;
  file?: string;
  sources: string[];
  sourcesContent?: (string | null)[];
  names: string[];
  mappings: string;
}

export interface CompileFileParams {
  root: string;
  file: string;
  jsx: "automatic" | "automatic-dev";
  runtime: string;
  clientPackage?: string;
}

export interface CompileFileResult {
  ok: boolean;
  code: string | null;
  map: SourceMap | null;
  dts: string | null;
  exports: string[];
  components: string[];
  /** Nothing is marked, and no other module needs something of it. */
  isEmpty: boolean;
  diagnostics: Diagnostic[];
  /** The Python files whose change can change this result. */
  watch: string[];
}

export interface Requests {
  initialize: [params: { protocol: number; client: { name: string; version: string } }, result: Initialized];
  compileFile: [params: CompileFileParams, result: CompileFileResult];
  runtime: [params: Record<string, never>, result: { code: string }];
  invalidate: [params: { files: string[] | null }, result: { changed: string[] }];
  shutdown: [params: Record<string, never>, result: null];
}

export type Method = keyof Requests;
export type Params<M extends Method> = Requests[M][0];
export type Result<M extends Method> = Requests[M][1];

/** Whether an answer has the shape that the rest of the plugin relies on. */
export const RESULT_CHECKS: { [M in Method]: (result: any) => boolean } = {
  initialize: (r) => typeof r?.protocol === "number" && typeof r?.server?.version === "string",
  compileFile: (r) =>
    typeof r?.ok === "boolean" &&
    (r.ok ? typeof r.code === "string" : true) &&
    [r.diagnostics, r.watch, r.exports, r.components].every(Array.isArray),
  runtime: (r) => typeof r?.code === "string",
  invalidate: (r) => Array.isArray(r?.changed),
  shutdown: () => true,
};
