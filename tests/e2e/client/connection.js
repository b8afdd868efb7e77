// One Socket.IO connection of a page: what is sent before it stands waits for it, views are attached again when it comes
// back, and the messages of the server go where they belong. Channels do not come back: whoever had one holds a closed bridge.

import { io } from "socket.io-client";
import { ChannelBridge } from "./channel.js";
import { deserialize, serialize } from "./serializer.js";
import { Status } from "./status.js";

/** By it the server tells a page from a copy of it. */
const PAGE = globalThis.crypto.randomUUID();

export class PulseConnection {
  status;
  #address;
  #directives;
  #navigate;
  #socket = null;
  #stoodOnce = false;
  #isHidden = false;
  #waiting = [];
  #views = new Map();
  #channels = new Map();
  #attached = 0;

  /** `navigate(path, { replace })` goes to another page of the app. */
  constructor({ serverAddress, connectionStatus }, directives, navigate) {
    this.#address = serverAddress;
    this.#directives = directives;
    this.#navigate = navigate;
    this.status = new Status(connectionStatus);
  }

  setDirectives(directives) {
    this.#directives = directives;
  }

  connect() {
    if (this.#socket) return;
    if (this.#stoodOnce) this.status.isLost();
    else this.status.isSought();
    const { auth, query } = this.#directives.socketio ?? {};
    const socket = io(this.#address, {
      transports: ["websocket", "webtransport"],
      auth: { ...auth, __pulse_page_instance_id: PAGE },
      query,
    });
    this.#socket = socket;
    const on = (event, listener) =>
      socket.on(event, (...args) => {
        if (this.#socket === socket) listener(...args);
      });
    on("connect", () => this.#stands());
    on("disconnect", () => {
      this.#closeChannels("Connection lost");
      this.status.isLost();
    });
    on("connect_error", (error) => {
      console.error("Connection failed:", error);
      if (error.data?.code === "render_id_collision") window.location.reload();
      if (this.#stoodOnce) this.status.isLost();
    });
    on("message", (envelope) => this.#receive(deserialize(envelope, { coerceNullsToUndefined: true })));
  }

  /** A page that nobody sees has no connection. */
  setHidden(isHidden) {
    if (!isHidden && !this.#isHidden && this.#socket) return;
    this.#isHidden = isHidden;
    if (isHidden) {
      this.#leave();
      this.status.stands();
    } else this.connect();
  }

  /**
   * React's StrictMode runs every effect twice, and the clean-up of this one before those of the components below. What these
   * say after it waits for the next connection: the server hears that a view is left after it heard that it is there.
   */
  disconnect() {
    this.#leave();
    this.#waiting = [];
    this.#views.clear();
    this.#closeChannels("Client disconnected");
    this.#channels.clear();
    this.#stoodOnce = false;
    this.#isHidden = false;
    this.status.isOver();
  }

  send(message) {
    if (this.#socket?.connected) this.#emit(message);
    else this.#waiting.push(message);
  }

  /** `view`: `{ routeInfo, receive(message) }`. */
  attach(path, view) {
    if (this.#views.has(path)) throw new Error(`${path} is attached already`);
    this.#views.set(path, { ...view, attachId: null, isKnown: false, calls: [] });
    this.send(this.#attachMessage(path));
  }

  detach(path) {
    this.#views.delete(path);
    this.send({ type: "detach", path });
  }

  updateRoute(path, routeInfo) {
    const view = this.#views.get(path);
    if (!view) return;
    view.routeInfo = routeInfo;
    this.send({ type: "update", path, routeInfo });
  }

  /** Calls wait until the server knows of the view. */
  call(path, callback, args) {
    const view = this.#views.get(path);
    if (!view) return;
    const message = { type: "callback", path, callback, args };
    if (view.isKnown) this.send(message);
    else view.calls.push(message);
  }

  acquire(id) {
    const entry = this.#channel(id);
    entry.users += 1;
    return entry.bridge;
  }

  /** The last one who gives it back closes the channel for good, on both sides. */
  release(id) {
    const entry = this.#channels.get(id);
    if (!entry) return;
    entry.users = Math.max(0, entry.users - 1);
    if (entry.users > 0) return;
    entry.bridge.close("Channel released");
    entry.bridge.tellClosed();
    this.#channels.delete(id);
  }

  #channel(id) {
    let entry = this.#channels.get(id);
    if (!entry) {
      entry = { bridge: new ChannelBridge(id, (message) => this.send(message)), users: 0 };
      this.#channels.set(id, entry);
    }
    return entry;
  }

  #closeChannels(reason) {
    for (const view of this.#views.values()) view.isKnown = false;
    for (const { bridge } of this.#channels.values()) bridge.close(reason);
  }

  #leave() {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = null;
    this.#closeChannels("Connection lost");
    socket.disconnect();
  }

  #stands() {
    for (const path of this.#views.keys()) this.#emit(this.#attachMessage(path));
    for (const message of this.#waiting) {
      const isSaid = message.type === "update" || (message.type === "attach" && this.#views.has(message.path));
      if (!isSaid) this.#emit(message);
    }
    this.#waiting = [];
    this.#stoodOnce = true;
    this.status.stands();
  }

  #attachMessage(path) {
    const view = this.#views.get(path);
    view.attachId = `${path}:${++this.#attached}`;
    view.isKnown = false;
    return { type: "attach", path, routeInfo: view.routeInfo, attachId: view.attachId };
  }

  #emit(message) {
    this.#socket.emit("message", serialize(message));
  }

  #receive(message) {
    switch (message.type) {
      case "vdom_init":
      case "vdom_update":
      case "server_error":
        this.#views.get(message.path)?.receive(message);
        break;
      case "js_exec":
        // The server waits for an answer, of a page that was left too.
        if (this.#views.has(message.path)) this.#views.get(message.path).receive(message);
        else this.send({ type: "js_result", id: message.id, result: undefined, error: null });
        break;
      case "channel_message":
        this.#deliver(message);
        break;
      case "reload":
        window.location.reload();
        break;
      case "navigate_to":
        this.#goTo(message);
        break;
      case "api_call":
        this.#callApi(message);
        break;
      case "attach_ack":
        this.#isKnown(message);
        break;
      default:
        throw new Error(`a message of the server that nobody knows: ${JSON.stringify(message)}`);
    }
  }

  #isKnown({ path, attachId }) {
    const view = this.#views.get(path);
    if (view?.attachId !== attachId) return;
    view.isKnown = true;
    for (const message of view.calls.splice(0)) this.send(message);
  }

  /** Before anybody uses the channel too: what the server says at once waits for a listener. */
  #deliver(message) {
    const { bridge, users } = this.#channel(message.channel);
    bridge.receive(message);
    if (bridge.isClosed && users === 0) this.#channels.delete(message.channel);
  }

  #goTo({ path, replace, hard, sourcePath, sourceRoutePath }) {
    const at = sourceRoutePath ? [this.#views.get(sourceRoutePath)] : [...this.#views.values()];
    if (sourcePath && !at.some((view) => view?.routeInfo.pathname === sourcePath)) return;
    const there = new URL(path, window.location.href);
    if (hard || there.origin !== window.location.origin) {
      if (replace) window.location.replace(there);
      else window.location.assign(there);
    } else this.#navigate(`${there.pathname}${there.search}${there.hash}`, { replace: Boolean(replace) });
  }

  async #callApi({ id, url, method = "GET", headers, body, credentials = "include" }) {
    const answer = { type: "api_result", id, ok: false, status: 0, headers: {}, body: null };
    try {
      const sent = body === undefined ? undefined : JSON.stringify(body);
      const response = await fetch(url, { method, headers, body: sent, credentials });
      const isJson = response.headers.get("content-type")?.includes("application/json");
      Object.assign(answer, { ok: response.ok, status: response.status });
      answer.headers = Object.fromEntries(response.headers);
      answer.body = await (isJson ? response.json() : response.text());
    } catch (error) {
      answer.body = { error: String(error) };
    }
    this.send(answer);
  }
}
