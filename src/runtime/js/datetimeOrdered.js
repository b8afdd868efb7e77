import { NotImplemented } from "./notImplemented.js";

/** What compares by `order__(other)`: below, at or above zero; `NotImplemented` of what it does not know. */
export class Ordered {
  __eq__(other) {
    const order = this.order__(other, "==");
    return order === NotImplemented ? order : order === 0;
  }

  __lt__(other) {
    const order = this.order__(other);
    return order === NotImplemented ? order : order < 0;
  }

  __le__(other) {
    const order = this.order__(other);
    return order === NotImplemented ? order : order <= 0;
  }

  __gt__(other) {
    const order = this.order__(other);
    return order === NotImplemented ? order : order > 0;
  }

  __ge__(other) {
    const order = this.order__(other);
    return order === NotImplemented ? order : order >= 0;
  }
}
