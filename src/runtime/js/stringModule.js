import { strCapitalize } from "./strCase.js";
import { strSplit } from "./strSplit.js";

export const stringAsciiLowercase = "abcdefghijklmnopqrstuvwxyz";

export const stringAsciiUppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

export const stringAsciiLetters = stringAsciiLowercase + stringAsciiUppercase;

export const stringDigits = "0123456789";

export const stringHexdigits = "0123456789abcdefABCDEF";

export const stringOctdigits = "01234567";

export const stringPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

export const stringWhitespace = " \t\n\r\v\f";

export const stringPrintable = stringDigits + stringAsciiLetters + stringPunctuation + stringWhitespace;

/** Python's `string.capwords(s, sep)`. */
export function stringCapwords(s, sep = null) {
  const words = strSplit(s, sep);
  return words.map(strCapitalize).join(sep ?? " ");
}
