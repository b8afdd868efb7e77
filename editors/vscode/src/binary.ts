// Where the binary is: the setting, the environment of a folder, the PATH.

import * as path from "node:path";

/** The places to look at in order; `pulsec` by itself is looked up on the PATH by who starts it. */
export function candidates(
  setting: string,
  folders: readonly string[],
  platform: NodeJS.Platform = process.platform,
): string[] {
  if (setting !== "") {
    return [setting];
  }
  const inside = platform === "win32" ? ["Scripts", "pulsec.exe"] : ["bin", "pulsec"];
  const environments = folders.flatMap((folder) => [".venv", "venv"].map((name) => path.join(folder, name)));
  return environments.map((environment) => path.join(environment, ...inside));
}

export function find(
  setting: string,
  folders: readonly string[],
  exists: (file: string) => boolean,
): string {
  if (setting !== "") {
    return setting;
  }
  return candidates(setting, folders).find(exists) ?? "pulsec";
}
