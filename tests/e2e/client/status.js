// What a page says of its connection: nothing while it stands, and a word where it takes longer than it should.

const WORDS = {
  connecting: "Connecting...",
  reconnecting: "Reconnecting...",
  error: "Failed to connect to the server.",
};

export class Status {
  #now = "ok";
  #delays;
  #timer;
  #listeners = new Set();

  /** `initialConnectingDelay`, `initialErrorDelay`, `reconnectErrorDelay`: milliseconds, from the generated layout. */
  constructor(delays) {
    this.#delays = delays;
  }

  static word(status) {
    return WORDS[status] ?? null;
  }

  /** `listener(status)`: at once, and whenever it is another. */
  subscribe(listener) {
    this.#listeners.add(listener);
    listener(this.#now);
    return () => this.#listeners.delete(listener);
  }

  stands() {
    this.#become("ok");
  }

  isSought() {
    const { initialConnectingDelay, initialErrorDelay } = this.#delays;
    this.#become("ok");
    this.#after(initialConnectingDelay, "connecting", () => this.#after(initialErrorDelay, "error"));
  }

  isLost() {
    if (this.#now === "error" || this.#now === "reconnecting") return;
    this.#become("reconnecting");
    this.#after(this.#delays.reconnectErrorDelay, "error");
  }

  isOver() {
    clearTimeout(this.#timer);
    this.#now = "ok";
    this.#listeners.clear();
  }

  #become(status) {
    clearTimeout(this.#timer);
    this.#now = status;
    for (const listener of this.#listeners) listener(status);
  }

  #after(delay, status, then = undefined) {
    this.#timer = setTimeout(() => {
      this.#become(status);
      then?.();
    }, delay);
  }
}
