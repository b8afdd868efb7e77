import { strCapitalize } from "./strCase.js";
import { strSplit } from "./strSplit.js";

/** Python's `string.ascii_lowercase`. */
export const stringAsciiLowercase = "abcdefghijklmnopqrstuvwxyz";

/** Python's `string.ascii_uppercase`. */
export const stringAsciiUppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Python's `string.ascii_letters`. */
export const stringAsciiLetters = stringAsciiLowercase + stringAsciiUppercase;

/** Python's `string.digits`. */
export const stringDigits = "0123456789";

/** Python's `string.hexdigits`. */
export const stringHexdigits = "0123456789abcdefABCDEF";

/** Python's `string.octdigits`. */
export const stringOctdigits = "01234567";

/** Python's `string.punctuation`. */
export const stringPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/** Python's `string.whitespace`. */
export const stringWhitespace = " \t\n\r\v\f";

/** Python's `string.printable`. */
export const stringPrintable = stringDigits + stringAsciiLetters + stringPunctuation + stringWhitespace;

/** Python's `string.capwords(s, sep)`. */
export function stringCapwords(s, sep = null) {
  const words = strSplit(s, sep);
  return words.map(strCapitalize).join(sep ?? " ");
}
