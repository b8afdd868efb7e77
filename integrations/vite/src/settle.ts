// Waits until a file that was just edited is whole.
//
// Many editors empty a file and then write it. The watcher tells of the first, drops the second when it comes
// within 50 ms, and a compiler that is fast enough sees the empty file in between.

import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** Between two looks at the file. */
const STEP = 8;
const MAX_STEPS = 25;
/** As long as this a file may stay empty before it is believed. */
const EMPTY_STEPS = 12;

/** Resolves when size and time of the file stay the same, or when it is gone. */
export async function settled(file: string): Promise<void> {
  let before = await look(file);
  for (let step = 1; step <= MAX_STEPS && before; step += 1) {
    await pause(STEP);
    const now = await look(file);
    const isSame = now?.size === before.size && now.mtimeMs === before.mtimeMs;
    if (isSame && (now.size > 0 || step >= EMPTY_STEPS)) return;
    before = now;
  }
}

async function look(file: string) {
  return stat(file).catch(() => null);
}
