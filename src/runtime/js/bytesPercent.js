import { percent } from "./percent.js";

/** `template % values` of bytes. */
export function bytesPercent(template, values) {
  return template.percent__(percent, values);
}
