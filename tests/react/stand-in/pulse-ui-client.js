// A stand-in for Pulse's client package: the channel hook and its bridge, in memory, with the server's
// end in the hands of a test.
//
//     const channel = channels.get("room");         // the server's end
//     channel.deliver("new_message", { text });     // server -> client event
//     channel.sent                                  // client -> server: [{ event, payload, kind }]
//     channel.answer(0, { messages: [] });          // resolves the first request of the client
//     await channel.requestFromServer("get_draft"); // server -> client request
//
// As in the real client: `null` at the first render, the bridge after an effect ran; events without a
// handler wait for one; the last unmount closes the bridge; what is used after that throws.

import { useEffect, useState } from "react";

export class PulseChannelResetError extends Error {
  constructor(message) {
    super(message);
    this.name = "PulseChannelResetError";
  }
}

export class ChannelBridge {
  #channel;
  #handlers = new Map();
  #closed = false;

  constructor(id, channel) {
    this.id = id;
    this.#channel = channel;
  }

  get isClosed() {
    return this.#closed;
  }

  on(event, handler) {
    this.#open();
    if (typeof handler !== "function") throw new TypeError(`the handler of ${event} is no function`);
    const handlers = this.#handlers.get(event) ?? [];
    this.#handlers.set(event, [...handlers, handler]);
    this.#channel.flush(event);
    return () => {
      const left = (this.#handlers.get(event) ?? []).filter((other) => other !== handler);
      this.#handlers.set(event, left);
    };
  }

  emit(event, payload) {
    this.#open();
    this.#channel.sent.push({ kind: "event", event, payload: checked(payload) });
  }

  request(event, payload) {
    return new Promise((resolve, reject) => {
      this.#open();
      const entry = { kind: "request", event, payload: checked(payload), resolve, reject };
      this.#channel.sent.push(entry);
    });
  }

  handlersOf(event) {
    return this.#handlers.get(event) ?? [];
  }

  /** Handlers stay listed, so that a test sees who did not unsubscribe. */
  close() {
    this.#closed = true;
  }

  #open() {
    if (this.#closed) throw new PulseChannelResetError("Channel is closed");
  }
}

/** The server's end of a channel. */
class Channel {
  sent = [];
  /** How often the client closed it. */
  closes = 0;
  bridge = null;
  #id;
  #users = 0;
  #waiting = [];
  #held = false;
  #listeners = new Set();

  constructor(id) {
    this.#id = id;
  }

  /** Requests of the client, in order. */
  get requests() {
    return this.sent.filter((entry) => entry.kind === "request");
  }

  /** Events of the client, in order. */
  get events() {
    return this.sent.filter((entry) => entry.kind === "event");
  }

  /** Keeps the bridge from the client until `connect`. */
  hold() {
    this.#held = true;
  }

  connect() {
    this.#held = false;
    for (const tell of this.#listeners) tell(this.bridge);
  }

  acquire(tell) {
    this.#users += 1;
    this.bridge ??= new ChannelBridge(this.#id, this);
    this.#listeners.add(tell);
    if (!this.#held) tell(this.bridge);
    return () => {
      this.#listeners.delete(tell);
      this.#users -= 1;
      if (this.#users === 0) {
        this.closes += 1;
        this.close();
        this.bridge = null;
      }
    };
  }

  /** An event of the server. */
  deliver(event, payload) {
    const handlers = this.bridge?.handlersOf(event) ?? [];
    if (handlers.length === 0) this.#waiting.push({ event, payload });
    for (const handler of handlers) handler(fromServer(payload));
  }

  flush(event) {
    const ready = this.#waiting.filter((entry) => entry.event === event);
    this.#waiting = this.#waiting.filter((entry) => entry.event !== event);
    for (const entry of ready) this.deliver(entry.event, entry.payload);
  }

  /** Events that no handler took. */
  get waiting() {
    return this.#waiting;
  }

  handlerCount(event) {
    return this.bridge?.handlersOf(event).length ?? 0;
  }

  answer(index, value) {
    this.requests.at(index).resolve(fromServer(value));
  }

  refuse(index, message) {
    this.requests.at(index).reject(new PulseChannelResetError(message));
  }

  /** The answer of the first handler that gives one; `undefined` when nobody does. */
  async requestFromServer(event, payload) {
    for (const handler of this.bridge?.handlersOf(event) ?? []) {
      const answer = await handler(fromServer(payload));
      if (answer !== undefined) return checked(answer);
    }
    return undefined;
  }

  /** The channel ends: the route was left, or the server closed it. */
  close() {
    for (const { reject } of this.requests) reject(new PulseChannelResetError("Channel is closed"));
    this.bridge?.close();
  }
}

const open = new Map();

export const channels = {
  get(id) {
    if (!open.has(id)) open.set(id, new Channel(id));
    return open.get(id);
  },
  reset() {
    open.clear();
  },
};

export function usePulseChannel(id) {
  const [bridge, setBridge] = useState(null);
  useEffect(() => {
    if (typeof id !== "string" || id === "") throw new TypeError(`no channel id: ${id}`);
    const release = channels.get(id).acquire(setBridge);
    return () => {
      release();
      setBridge(null);
    };
  }, [id]);
  return bridge;
}

/** What arrives of a value the server sent: `None` as `undefined`, everywhere; everything a copy. */
export function fromServer(value) {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.map(fromServer);
  if (value instanceof Set) return new Set([...value].map(fromServer));
  if (value instanceof Date) return new Date(value);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromServer(item)]));
}

/** The payload, when it can be sent. */
function checked(value, seen = new Set()) {
  if (value === Infinity || value === -Infinity || typeof value === "bigint") {
    throw new TypeError(`cannot send ${String(value)}`);
  }
  if (value instanceof Date && Number.isNaN(value.getTime())) throw new TypeError("cannot send an invalid Date");
  if (typeof value !== "object" || value === null || seen.has(value)) return value;
  seen.add(value);
  const items = value instanceof Map || value instanceof Set ? [...value].flat() : Object.values(value);
  for (const item of items) checked(item, seen);
  return value;
}
