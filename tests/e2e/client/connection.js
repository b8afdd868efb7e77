// One Socket.IO connection of a page: what is sent before it stands waits for it, views are attached again
// when it comes back, and the messages of the server go where they belong.

import { io } from "socket.io-client";
import { ChannelBridge } from "./channel.js";
import { deserialize, serialize } from "./serializer.js";

export class PulseConnection {
  #address;
  #directives;
  #socket = null;
  #waiting = [];
  #views = new Map();
  #channels = new Map();
  #listeners = new Set();

  constructor(address, directives) {
    this.#address = address;
    this.#directives = directives;
  }

  /** `listener(status)`: "connected", "reconnecting" or "refused". */
  onStatus(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setDirectives(directives) {
    this.#directives = directives;
  }

  connect() {
    if (this.#socket) return;
    const { auth, query } = this.#directives.socketio;
    const socket = io(this.#address, {
      transports: ["websocket"],
      auth,
      query,
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
    });
    this.#socket = socket;
    socket.on("connect", () => {
      for (const [path, view] of this.#views) this.#emit({ type: "attach", path, routeInfo: view.routeInfo() });
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const message of waiting) this.#emit(message);
      this.#tell("connected");
    });
    socket.on("disconnect", () => {
      for (const { bridge } of this.#channels.values()) bridge.rejectPending("Connection lost");
      this.#tell("reconnecting");
    });
    socket.on("connect_error", (error) => this.#tell(socket.active ? "reconnecting" : "refused", error));
    socket.on("message", (envelope) => this.#receive(deserialize(envelope)));
  }

  /**
   * React's StrictMode runs every effect twice, and the clean-up of this one before those of the components below:
   * neither what they queued in their first run nor what their clean-up would say may reach the server.
   */
  disconnect() {
    this.#socket?.disconnect();
    this.#socket = null;
    this.#waiting = [];
    this.#views.clear();
    for (const { bridge } of this.#channels.values()) bridge.close("Client disconnected");
    this.#channels.clear();
  }

  send(message) {
    if (this.#socket?.connected) this.#emit(message);
    else {
      serialize(message); // what cannot be sent fails here and now
      if (message.type !== "attach") this.#waiting.push(message);
    }
  }

  attach(path, view) {
    this.#views.set(path, view);
    this.send({ type: "attach", path, routeInfo: view.routeInfo() });
    return () => {
      if (this.#views.get(path) !== view) return;
      this.#views.delete(path);
      this.send({ type: "detach", path });
    };
  }

  /** A bridge and how to give it back; the last one who does closes the channel, on both sides. */
  acquire(id) {
    const entry = this.#channel(id);
    entry.users += 1;
    return {
      bridge: entry.bridge,
      release: () => {
        entry.users -= 1;
        if (entry.users > 0 || this.#channels.get(id) !== entry) return;
        this.#channels.delete(id);
        entry.bridge.close("Channel released");
        entry.bridge.tellClosed();
      },
    };
  }

  #channel(id) {
    let entry = this.#channels.get(id);
    if (!entry) {
      entry = { bridge: new ChannelBridge(id, (message) => this.send(message)), users: 0 };
      this.#channels.set(id, entry);
    }
    return entry;
  }

  #emit(message) {
    this.#socket.emit("message", serialize(message));
  }

  #tell(status, error) {
    for (const listener of this.#listeners) listener(status, error);
  }

  #receive(message) {
    switch (message.type) {
      case "vdom_init":
      case "vdom_update":
      case "server_error":
      case "js_exec":
        this.#views.get(message.path)?.receive(message);
        break;
      case "channel_message":
        this.#deliver(message);
        break;
      case "reload":
        window.location.reload();
        break;
      case "navigate_to":
        window.location.assign(message.path);
        break;
      case "api_call":
        this.#callApi(message);
        break;
      case "attach_ack":
        break;
      default:
        throw new Error(`a message of the server that nobody knows: ${JSON.stringify(message)}`);
    }
  }

  /** Before anybody uses the channel too: what the server says at once waits for a listener. */
  #deliver(message) {
    const { bridge, users } = this.#channel(message.channel);
    bridge.receive(message);
    if (bridge.isClosed && users === 0) this.#channels.delete(message.channel);
  }

  async #callApi({ id, url, method, headers, body, credentials }) {
    const answer = { type: "api_result", id, ok: false, status: 0, headers: {}, body: null };
    try {
      const sent = body === undefined ? undefined : JSON.stringify(body);
      const response = await fetch(url, { method, headers, body: sent, credentials });
      Object.assign(answer, { ok: response.ok, status: response.status, body: await response.text() });
    } catch (error) {
      answer.body = String(error);
    }
    this.send(answer);
  }
}
