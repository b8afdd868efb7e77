// The browser's end of one channel. Events nobody listens to wait for a listener; a request nobody answers is
// answered with nothing at once; after a close, by either side or by the end of the connection, whatever uses the bridge throws.

export class PulseChannelResetError extends Error {
  constructor(message) {
    super(message);
    this.name = "PulseChannelResetError";
  }
}

const CLOSE = "__close__";

export class ChannelBridge {
  #send;
  #handlers = new Map();
  #waiting = [];
  #pending = new Map();
  #closed = false;

  constructor(id, send) {
    this.id = id;
    this.#send = send;
  }

  get isClosed() {
    return this.#closed;
  }

  on(event, handler) {
    this.#mustBeOpen();
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers);
    handlers.add(handler);
    const ready = this.#waiting.filter((message) => message.event === event);
    for (const message of ready) this.#deliver(message);
    this.#waiting = this.#waiting.filter((message) => message.event !== event);
    return () => {
      handlers.delete(handler);
    };
  }

  emit(event, payload) {
    this.#mustBeOpen();
    this.#send(this.#message({ event, payload }));
  }

  request(event, payload) {
    this.#mustBeOpen();
    const requestId = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      this.#pending.set(requestId, { resolve, reject });
      this.#send(this.#message({ event, payload, requestId }));
    });
  }

  /** A `channel_message` of the server. */
  receive(message) {
    if (message.responseTo) this.#settle(message);
    else if (this.#closed) return;
    else if (message.event === CLOSE) this.close("Channel closed by server");
    else if (message.requestId) this.#answer(message);
    else this.#deliver(message);
  }

  /** Ends it here; the server is told by whoever closes. */
  close(reason) {
    if (this.#closed) return;
    this.#closed = true;
    for (const { reject } of this.#pending.values()) reject(new PulseChannelResetError(reason));
    this.#pending.clear();
    this.#handlers.clear();
    this.#waiting = [];
  }

  tellClosed() {
    this.#send(this.#message({ event: CLOSE, payload: { reason: "refcount_zero" } }));
  }

  #message(rest) {
    return { type: "channel_message", channel: this.id, ...rest };
  }

  #mustBeOpen() {
    if (this.#closed) throw new PulseChannelResetError("Channel is closed");
  }

  #deliver(message) {
    const handlers = this.#handlers.get(message.event);
    if (!handlers?.size) this.#waiting.push(message);
    else for (const handler of handlers) invoke(handler, message.payload);
  }

  async #answer({ event, payload, requestId }) {
    const reply = { responseTo: requestId };
    try {
      for (const handler of this.#handlers.get(event) ?? []) {
        reply.payload = await handler(payload);
        if (reply.payload !== undefined) break;
      }
    } catch (error) {
      if (error) {
        delete reply.payload;
        reply.error = describe(error);
      }
    }
    this.#send(this.#message(reply));
  }

  #settle({ responseTo, payload, error }) {
    const request = this.#pending.get(responseTo);
    if (!request) return;
    this.#pending.delete(responseTo);
    if (error === undefined || error === null) request.resolve(payload);
    else request.reject(new PulseChannelResetError(String(error)));
  }
}

function describe(error) {
  if (error instanceof Error) return error.message;
  return typeof error === "string" ? error : JSON.stringify(error);
}

/** At once, so that order is kept; a handler that fails must not keep the others from hearing of it. */
function invoke(handler, payload) {
  const failed = (error) => console.error("Pulse channel handler error", error);
  try {
    Promise.resolve(handler(payload)).catch(failed);
  } catch (error) {
    failed(error);
  }
}
