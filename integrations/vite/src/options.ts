// What a user may set, and the check that it is nothing else.

/** The options of `pulsec()` in `vite.config`. All may be left out. */
export interface PulsecOptions {
  /**
   * The `pulsec` binary: a path (relative to Vite's root), or a name that is looked up on PATH.
   * Left out, it is `PULSEC_BIN`, or `pulsec` in a `node_modules/.bin`, on PATH, in the active virtual
   * environment (`VIRTUAL_ENV`, `CONDA_PREFIX`), or in a `.venv` beside the Python: the first that is there.
   */
  bin?: string;
  /**
   * The folder where Python's imports start (relative to Vite's root). Left out, it is the nearest folder
   * at or above Vite's root with a `pulsec.toml` or `pyproject.toml`, otherwise Vite's root.
   */
  root?: string;
  /** The package that the channel hook is imported from: `pulse-ui-client` unless the project's settings differ. */
  clientPackage?: string;
  /**
   * Types for TypeScript. `true` writes `chat.d.py.ts` beside `chat.py`; a folder (relative to Vite's root)
   * holds them at the same places as below the Python root, for `rootDirs`. Default: none are written.
   */
  dts?: boolean | string;
  /** Milliseconds until a request to `pulsec` counts as lost. Default: 60000. */
  timeout?: number;
}

const TYPES: Record<keyof PulsecOptions, readonly string[]> = {
  bin: ["string"],
  root: ["string"],
  clientPackage: ["string"],
  dts: ["boolean", "string"],
  timeout: ["number"],
};

/** Throws on an option that does not exist or is of a wrong type: a silent typo costs hours. */
export function checkOptions(options: PulsecOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const types = (TYPES as Record<string, readonly string[] | undefined>)[name];
    if (!types) {
      throw new Error(`vite-plugin-pulsec has no option "${name}"; there are ${Object.keys(TYPES).join(", ")}`);
    }
    if (value !== undefined && !types.includes(typeof value)) {
      throw new Error(`the option "${name}" of vite-plugin-pulsec wants a ${types.join(" or ")}, not ${JSON.stringify(value)}`);
    }
  }
}
