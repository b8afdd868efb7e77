import { isSpace } from "./strStrip.js";

/** `s.upper()`. */
export function strUpper(s) {
  return s.toUpperCase();
}

/** `s.lower()`. */
export function strLower(s) {
  return s.toLowerCase();
}

// title case is upper case, then lower: ß is Ss. Digraphs have a form of their own, Georgian has none.
function titleCase(c) {
  if (/[ა-ჿ]/.test(c)) return c;
  if (/[\u1f80-\u1faf]/.test(c)) return String.fromCodePoint(c.codePointAt(0) | 8); // with iota subscript
  const at = "ǄǅǆǇǈǉǊǋǌǱǲǳᾳᾼῃῌῳῼŉ".indexOf(c);
  if (at >= 0)
    return ["ǅ", "ǅ", "ǅ", "ǈ", "ǈ", "ǈ", "ǋ", "ǋ", "ǋ", "ǲ", "ǲ", "ǲ", "ᾼ", "ᾼ", "ῌ", "ῌ", "ῼ", "ῼ", "ʼN"][
      at
    ];
  const [first, ...rest] = c.toUpperCase();
  return (
    first + (/[\u1fb2-\u1ff7]/.test(c) ? rest.join("").replace("Ι", "\u0345") : rest.join("").toLowerCase())
  );
}

/** `s.capitalize()`. */
export function strCapitalize(s) {
  const [first = ""] = s;
  return first === "" ? "" : titleCase(first) + s.toLowerCase().slice(first.toLowerCase().length);
}

function isCased(c) {
  return /\p{Cased}/u.test(c);
}

/** `s.title()`. */
export function strTitle(s) {
  const lower =
    [...s.toLowerCase()].length === [...s].length ? [...s.toLowerCase()] : [...s].map((c) => c.toLowerCase());
  let inWord = false;
  return [...s]
    .map((c, i) => {
      const out = inWord ? lower[i] : titleCase(c);
      inWord = isCased(c);
      return out;
    })
    .join("");
}

/** `s.swapcase()`. */
export function strSwapcase(s) {
  return [...s]
    .map((c) => (isUpperChar(c) ? c.toLowerCase() : isLowerChar(c) ? c.toUpperCase() : c))
    .join("");
}

/** `s.casefold()`. */
export function strCasefold(s) {
  // Cherokee folds to upper case, and the dotless ı stays apart from i
  return [...s]
    .map((c) =>
      /[ı]/.test(c)
        ? c
        : /\p{Script=Cherokee}/u.test(c)
          ? c.toUpperCase()
          : c.toLowerCase().toUpperCase().toLowerCase(),
    )
    .join("");
}

function isUpperChar(c) {
  return /\p{Uppercase}/u.test(c);
}

function isLowerChar(c) {
  return /\p{Lowercase}/u.test(c);
}

// Texts are mostly ASCII, for which no table of Unicode is needed.
function isUpperUnit(unit) {
  return unit >= 65 && unit <= 90;
}

function isLowerUnit(unit) {
  return unit >= 97 && unit <= 122;
}

function isDigitUnit(unit) {
  return unit >= 48 && unit <= 57;
}

function isLetterUnit(unit) {
  return isLowerUnit(unit | 32);
}

function isLetterOrDigitUnit(unit) {
  return isLetterUnit(unit) || isDigitUnit(unit);
}

// whether all units pass, as far as they are ASCII; `undefined` where one is not
function allAscii(s, passes) {
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    if (unit > 127) return undefined;
    if (!passes(unit)) return false;
  }
  return s !== "";
}

function isOneUnit(s) {
  return s.length === 1 && s.charCodeAt(0) < 128;
}

/** `s.isupper()`. */
export function strIsupper(s) {
  if (isOneUnit(s)) return isUpperUnit(s.charCodeAt(0));
  return /\p{Uppercase}/u.test(s) && !/\p{Lowercase}|\p{Lt}/u.test(s);
}

/** `s.islower()`. */
export function strIslower(s) {
  if (isOneUnit(s)) return isLowerUnit(s.charCodeAt(0));
  return /\p{Lowercase}/u.test(s) && !/\p{Uppercase}|\p{Lt}/u.test(s);
}

/** `s.istitle()`. */
export function strIstitle(s) {
  let [cased, inWord] = [false, false];
  for (const c of s) {
    const capital = /\p{Uppercase}|\p{Lt}/u.test(c);
    if (capital ? inWord : isLowerChar(c) && !inWord) return false;
    inWord = capital || isLowerChar(c);
    cased ||= inWord;
  }
  return cased;
}

/** `s.isspace()`. */
export function strIsspace(s) {
  return isSpace(s);
}

/** `s.isalpha()`. */
export function strIsalpha(s) {
  if (isOneUnit(s)) return isLetterUnit(s.charCodeAt(0));
  return allAscii(s, isLetterUnit) ?? isAlphaAny(s);
}

function isAlphaAny(s) {
  return /^\p{L}+$/u.test(s);
}

/** `s.isdecimal()`. */
export function strIsdecimal(s) {
  return allAscii(s, isDigitUnit) ?? isDecimalAny(s);
}

function isDecimalAny(s) {
  return /^\p{Nd}+$/u.test(s);
}

/** `s.isdigit()`: decimals, and the superscripts and circled digits of Unicode. */
export function strIsdigit(s) {
  if (isOneUnit(s)) return isDigitUnit(s.charCodeAt(0));
  return allAscii(s, isDigitUnit) ?? isDigitAny(s);
}

function isDigitAny(s) {
  return /^[\p{Nd}²³¹\u1369-\u1371\u19da⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]+$/u.test(
    s,
  );
}

/** `s.isnumeric()`. */
export function strIsnumeric(s) {
  return /^[\p{N}㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零\u{20001}\u{20064}\u{200e2}\u{20121}\u{2092a}\u{20983}\u{2098c}\u{2099c}\u{20aea}\u{20afd}\u{20b19}\u{22390}\u{22998}\u{23b1b}\u{2626d}\u{2f890}\uf96b\uf973\uf978\uf9b2\uf9d1\uf9d3\uf9fd]+$/u.test(
    s,
  );
}

/** `s.isalnum()`. */
export function strIsalnum(s) {
  if (isOneUnit(s)) return isLetterOrDigitUnit(s.charCodeAt(0));
  return allAscii(s, isLetterOrDigitUnit) ?? [...s].every((c) => strIsalpha(c) || strIsnumeric(c));
}

/** `s.isascii()`. */
export function strIsascii(s) {
  return /^[\0-\x7f]*$/.test(s);
}

/** `s.isidentifier()`. */
export function strIsidentifier(s) {
  return /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(s);
}

/** `s.isprintable()`. */
export function strIsprintable(s) {
  return !/[\p{C}\p{Z}]/u.test(s.replaceAll(" ", ""));
}
