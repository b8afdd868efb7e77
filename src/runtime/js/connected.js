import { ChannelNotConnected } from "./exceptions.js";

/** The bridge of a channel, or the error that says what was about to be lost. */
export function connected(bridge, what) {
  if (bridge !== null && bridge !== undefined) return bridge;
  throw new ChannelNotConnected(
    `${what}: the channel is not connected yet. Check for it first (if bridge is not None), or do this in an effect that depends on the bridge`,
  );
}
