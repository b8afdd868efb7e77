import { NotImplementedError, PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { patternError, reCompile, RegexPattern } from "./reModule.js";
import { repr } from "./repr.js";

const flagLetters = { i: 2, m: 8, s: 16, u: 32, x: 64, a: 256 };

const patternSets = {
  d: ["\\p{Nd}", "0-9"],
  w: ["\\p{L}\\p{N}_", "a-zA-Z0-9_"],
  s: ["\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000", "\\t-\\r "],
};

const patternEscapes = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", a: "\x07" };

/** Reads a pattern as Python 3.12 does, with its errors. A node is an object with a `kind` and its parts in `nodes`. */
class PatternReader {
  constructor(pattern, flags) {
    this.pattern = pattern;
    this.chars = [...pattern];
    this.at = 0;
    this.flags = flags;
    this.names = [];
    this.open = new Set();
    // how many groups there were before the outermost look-behind
    this.before = Infinity;
  }

  error(message, at = this.at) {
    return patternError(message, this.pattern, at);
  }

  unsupported(what) {
    return new NotImplementedError(`JavaScript has no counterpart of ${what} in a pattern of re`);
  }

  get next() {
    return this.chars[this.at];
  }

  take() {
    // a backslash and what it escapes are read at once
    if (this.next === "\\" && this.at + 1 === this.chars.length) throw this.error("bad escape (end of pattern)");
    return this.chars[this.at++];
  }

  eat(text) {
    if (![...text].every((c, i) => this.chars[this.at + i] === c)) return false;
    this.at += text.length;
    return true;
  }

  while(test, most = Infinity) {
    let out = "";
    while (out.length < most && this.at < this.chars.length && test.test(this.next)) out += this.chars[this.at++];
    return out;
  }

  read() {
    for (let found = true; found; ) {
      const flags = /^\(\?([imsuxa]+)\)/.exec(this.chars.slice(this.at).join(""));
      found = flags !== null;
      if (!found) break;
      for (const letter of flags[1]) this.flags |= flagLetters[letter];
      this.at += flags[0].length;
    }
    if (this.flags & 4) throw new ValueError("cannot use LOCALE flag with a str pattern");
    if (this.flags & 256 && this.flags & 32) throw new ValueError("ASCII and UNICODE flags are incompatible");
    const node = this.alternatives();
    if (this.at < this.chars.length) throw this.error("unbalanced parenthesis");
    return node;
  }

  alternatives() {
    const nodes = [this.sequence()];
    while (this.eat("|")) nodes.push(this.sequence());
    return nodes.length === 1 ? nodes[0] : { kind: "alt", nodes };
  }

  skip() {
    while (this.flags & 64 && this.at < this.chars.length) {
      if (/[ \t-\r]/.test(this.next)) this.at++;
      else if (this.next === "#") {
        this.while(/[^\n]/);
        this.eat("\n");
      } else return;
    }
  }

  sequence() {
    const nodes = [];
    for (;;) {
      this.skip();
      const start = this.at;
      if (this.at === this.chars.length || this.next === "|" || this.next === ")") return { kind: "seq", nodes };
      if (this.eat("(?#")) {
        this.while(/[^)]/);
        if (!this.eat(")")) throw this.error("missing ), unterminated comment", start);
        continue;
      }
      const quantifier = this.quantifier();
      if (quantifier === null) {
        nodes.push(this.atom());
        continue;
      }
      const last = nodes.pop();
      if (last === undefined || last.kind === "place") throw this.error("nothing to repeat", start);
      if (last.kind === "repeat") throw this.error("multiple repeat", start);
      if (this.eat("+")) throw this.unsupported("possessive quantifiers (`*+`)");
      nodes.push({ kind: "repeat", nodes: [last], ...quantifier, isLazy: this.eat("?") });
    }
  }

  // `*`, `+`, `?`, `{2}`, `{2,}`, `{,3}`, `{2,3}`; other braces are text
  quantifier() {
    const simple = { "*": [0, Infinity], "+": [1, Infinity], "?": [0, 1] }[this.next];
    const start = this.at;
    if (simple !== undefined) {
      this.at++;
      return { min: simple[0], max: simple[1] };
    }
    if (!this.eat("{") || this.next === "}") {
      this.at = start;
      return null;
    }
    const low = this.while(/[0-9]/);
    const high = this.eat(",") ? this.while(/[0-9]/) : low;
    if (!this.eat("}")) {
      this.at = start;
      return null;
    }
    const min = Number(low);
    const max = high === "" ? Infinity : Number(high);
    if (max < min) throw this.error("min repeat greater than max repeat", start + 1);
    return { min, max };
  }

  atom() {
    const start = this.at;
    const c = this.take();
    if (c === ".") return { kind: "any" };
    if (c === "^" || c === "$") return { kind: "place", of: c };
    if (c === "(") return this.group(start);
    if (c === "[") return this.set(start);
    return c === "\\" ? this.escape(start) : { kind: "char", c };
  }

  body(start) {
    const nodes = [this.alternatives()];
    if (!this.eat(")")) throw this.error("missing ), unterminated subpattern", start);
    return nodes;
  }

  group(start) {
    if (!this.eat("?")) return this.captured(start, null);
    if (this.eat(":")) return { kind: "group", nodes: this.body(start) };
    if (this.eat("P<")) {
      const name = this.name(">");
      const known = this.names.indexOf(name);
      if (known >= 0) {
        const was = `was group ${known + 1}`;
        const message = `redefinition of group name ${repr(name)} as group ${this.names.length + 1}; ${was}`;
        throw this.error(message, this.at - name.length - 1);
      }
      return this.captured(start, name);
    }
    if (this.eat("P=")) {
      const name = this.name(")");
      const at = this.at - name.length - 1;
      const number = this.names.indexOf(name) + 1;
      if (number === 0) throw this.error(`unknown group name ${repr(name)}`, at);
      if (this.open.has(number)) throw this.error("cannot refer to an open group", at);
      return this.back(number);
    }
    for (const opening of ["=", "!", "<=", "<!"]) if (this.eat(opening)) return this.look(start, opening);
    return this.extension(start);
  }

  look(start, opening) {
    const isAhead = opening.length === 1;
    const { before } = this;
    if (!isAhead) this.before = Math.min(before, this.names.length);
    const nodes = this.body(start);
    this.before = before;
    return { kind: "look", opening, isAhead, nodes };
  }

  back(number) {
    if (number > this.before) throw this.error("cannot refer to group defined in the same lookbehind subpattern");
    return { kind: "back", number };
  }

  extension(start) {
    const c = this.next;
    if (c === undefined) throw this.error("unexpected end of pattern");
    if (c === ">") throw this.unsupported("atomic groups (`(?>...)`)");
    if (c === "(") throw this.unsupported("conditions on groups (`(?(1)a|b)`)");
    if (c === "-" || c === "L" || c in flagLetters) {
      this.while(/[a-zA-Z]/);
      if (c !== "-" && this.eat(")")) throw this.error("global flags not at the start of the expression", start);
      throw this.unsupported("flags within a pattern (`(?i:...)`), other than at its start");
    }
    const first = this.token();
    this.at += first.length;
    const more = "P<".includes(c) ? this.token() : "";
    if ("P<".includes(c) && more === "") throw this.error("unexpected end of pattern");
    throw this.error(`unknown extension ?${first}${more}`, start + 1);
  }

  captured(start, name) {
    const number = this.names.push(name);
    this.open.add(number);
    const nodes = this.body(start);
    this.open.delete(number);
    return { kind: "group", number, name, nodes };
  }

  name(end) {
    const start = this.at;
    let name = "";
    while (this.at < this.chars.length && this.next !== end) name += this.chars[this.at++];
    if (this.at === this.chars.length)
      throw name === "" ? this.error("missing group name") : this.error(`missing ${end}, unterminated name`, start);
    this.at++;
    if (name === "") throw this.error("missing group name", start);
    if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name))
      throw this.error(`bad character in group name ${repr(name)}`, start);
    return name;
  }

  escape(start) {
    const c = this.chars[this.at++];
    if ("AZbB".includes(c)) return { kind: "place", of: c };
    if (/[dDwWsS]/.test(c)) return { kind: "set", isNegated: false, items: [c] };
    const isOctal = c === "0" || /^[0-7]{3}$/.test(this.chars.slice(start + 1, start + 4).join(""));
    if (/[1-9]/.test(c) && !isOctal) {
      const number = Number(c + this.while(/[0-9]/, 1));
      if (this.open.has(number)) throw this.error("cannot refer to an open group", start);
      if (number > this.names.length) throw this.error(`invalid group reference ${number}`, start + 1);
      return this.back(number);
    }
    return { kind: "char", c: this.character(c, start) };
  }

  // what the escape that starts there stands for
  character(c, start) {
    if (c in patternEscapes) return patternEscapes[c];
    const width = { x: 2, u: 4, U: 8 }[c];
    if (width !== undefined) {
      const digits = this.while(/[0-9a-fA-F]/, width);
      if (digits.length < width) throw this.error(`incomplete escape \\${c}${digits}`, start);
      const code = Number.parseInt(digits, 16);
      if (code > 0x10ffff) throw this.error(`bad escape \\${c}${digits}`, start);
      if (code >= 0xd800 && code < 0xe000) throw this.unsupported("halves of surrogate pairs");
      return String.fromCodePoint(code);
    }
    if (c === "N") throw this.unsupported("characters by name (`\\N{...}`)");
    if (/[0-7]/.test(c)) {
      const digits = c + this.while(/[0-7]/, 2);
      const code = Number.parseInt(digits, 8);
      if (code > 255) throw this.error(`octal escape value \\${digits} outside of range 0-0o377`, start);
      return String.fromCharCode(code);
    }
    if (/[a-zA-Z0-9]/.test(c)) throw this.error(`bad escape \\${c}`, start);
    return c;
  }

  set(start) {
    const isNegated = this.eat("^");
    const items = [];
    const ended = () => this.error("unterminated character set", start);
    for (;;) {
      if (this.at === this.chars.length) throw ended();
      if (this.next === "]" && items.length > 0) break;
      const first = this.token();
      const low = this.member();
      if (this.next !== "-" || this.chars[this.at + 1] === "]") {
        items.push(low);
        continue;
      }
      this.at++;
      if (this.at === this.chars.length) throw ended();
      const second = this.token();
      const high = this.member();
      const isRange = Array.isArray(low) && Array.isArray(high) && low[0].codePointAt(0) <= high[0].codePointAt(0);
      const range = `${first}-${second}`;
      if (!isRange) throw this.error(`bad character range ${range}`, this.at - [...range].length);
      items.push([low[0], high[0]]);
    }
    this.at++;
    return { kind: "set", isNegated, items };
  }

  // a character, or a backslash with the next one
  token() {
    return this.chars.slice(this.at, this.at + (this.next === "\\" ? 2 : 1)).join("");
  }

  member() {
    const start = this.at;
    const c = this.take();
    if (c !== "\\") return [c, c];
    const escaped = this.chars[this.at++];
    if (/[dDwWsS]/.test(escaped)) return escaped;
    const isDigit = /[89]/.test(escaped);
    if (isDigit) throw this.error(`bad escape \\${escaped}`, start);
    const one = escaped === "b" ? "\b" : this.character(escaped, start);
    return [one, one];
  }
}

function partsOfPattern(node) {
  return node.nodes ?? [];
}

function someInPattern(node, test) {
  return test(node) || partsOfPattern(node).some((part) => someInPattern(part, test));
}

function hasCapture(node) {
  return someInPattern(node, (part) => part.number !== undefined && part.kind === "group");
}

// how many characters it matches, at least and at most
function widthOfPattern(node) {
  const widths = partsOfPattern(node).map(widthOfPattern);
  const times = (width, count) => (width === 0 || count === 0 ? 0 : width * count);
  switch (node.kind) {
    case "place":
    case "look":
      return [0, 0];
    case "back":
      return [0, Infinity];
    case "repeat":
      return [times(widths[0][0], node.min), times(widths[0][1], node.max)];
    case "alt":
      return [Math.min(...widths.map(([min]) => min)), Math.max(...widths.map(([, max]) => max))];
    case "seq":
    case "group":
      return widths.reduce(([min, max], width) => [min + width[0], max + width[1]], [0, 0]);
    default:
      return [1, 1];
  }
}

// whether it can match nothing, whatever stands around it
function mayBeNothing(node) {
  if (node.kind === "alt") return node.nodes.some(mayBeNothing);
  if (node.kind === "repeat") return node.min === 0 || mayBeNothing(node.nodes[0]);
  return (node.kind === "seq" || node.kind === "group") && node.nodes.every(mayBeNothing);
}

// whether it may match nothing where something could match as well
function mayPreferNothing(node) {
  const [min, max] = widthOfPattern(node);
  if (min > 0 || max === 0) return false;
  if (node.kind === "repeat" && node.isLazy) return true;
  if (node.kind === "alt") {
    const widths = node.nodes.map(widthOfPattern);
    const first = widths.findIndex(([least]) => least === 0);
    if (widths.slice(first + 1).some(([, most]) => most > 0)) return true;
  }
  return partsOfPattern(node).some(mayPreferNothing);
}

// JavaScript forgets the groups of a repetition with each turn, Python does not
function checkRepeated(reader, node, isRepeated, mayBeLeftOut) {
  let [repeated, leftOut] = [isRepeated, mayBeLeftOut];
  if (node.kind === "group" && node.number !== undefined && isRepeated && mayBeLeftOut)
    throw reader.unsupported("a group within a repetition that may leave it out");
  if (node.kind === "repeat") {
    const [inner] = node.nodes;
    if (hasCapture(inner) && widthOfPattern(inner)[0] === 0 && (node.max > 1 || !mayBeNothing(inner)))
      throw reader.unsupported("a group within a repetition of what may be empty");
    if (!node.isLazy && mayPreferNothing(inner)) throw reader.unsupported("a repetition of what may prefer to match nothing");
    leftOut = isRepeated && (mayBeLeftOut || node.min === 0);
    repeated ||= node.max > 1;
  } else if (node.kind === "alt") leftOut = true;
  else if (node.kind === "look") leftOut ||= node.opening.endsWith("!");
  for (const part of partsOfPattern(node)) checkRepeated(reader, part, repeated, leftOut);
}

// follows which groups have matched for certain
function checkReferences(reader, node, known) {
  if (node.kind === "back" && !known.has(node.number))
    throw reader.unsupported("a reference to a group that may not have matched");
  if (node.kind === "alt") {
    const branches = node.nodes.map((part) => {
      const branch = new Set(known);
      checkReferences(reader, part, branch);
      return branch;
    });
    for (const number of branches[0]) if (branches.every((branch) => branch.has(number))) known.add(number);
    return;
  }
  const isUncertain = (node.kind === "repeat" && node.min === 0) || (node.kind === "look" && node.opening.endsWith("!"));
  const inside = isUncertain ? new Set(known) : known;
  for (const part of partsOfPattern(node)) checkReferences(reader, part, inside);
  if (node.kind === "group" && node.number !== undefined) known.add(node.number);
}

function checkLooks(reader, node) {
  if (node.kind === "look" && !node.isAhead) {
    if (hasCapture(node) || someInPattern(node, (part) => part.kind === "back"))
      throw reader.unsupported("groups within a look-behind");
    const [min, max] = widthOfPattern(node.nodes[0]);
    if (min !== max) throw patternError("look-behind requires fixed-width pattern");
  }
  for (const part of partsOfPattern(node)) checkLooks(reader, part);
}

/** Writes a pattern for a `RegExp` with the flag `u`. What depends on other flags in Python is spelled out. */
class PatternWriter {
  constructor(flags) {
    this.flags = flags;
  }

  members(set) {
    return patternSets[set.toLowerCase()][this.flags & 256 ? 1 : 0];
  }

  char(c, special) {
    if (c === "\n") return "\\n";
    if (c === "\r") return "\\r";
    if (c === "\t") return "\\t";
    const code = c.codePointAt(0);
    if (code < 32 || code === 127 || code === 0x2028 || code === 0x2029) return `\\u${code.toString(16).padStart(4, "0")}`;
    return special.includes(c) ? `\\${c}` : c;
  }

  set({ isNegated, items }) {
    const isOpposite = (item) => typeof item === "string" && item === item.toUpperCase();
    if (items.length === 1 && typeof items[0] === "string")
      return `[${isNegated !== isOpposite(items[0]) ? "^" : ""}${this.members(items[0])}]`;
    const inSet = "\\]^-[";
    const member = (item) => {
      if (typeof item === "string") return this.members(item);
      const [low, high] = item.map((c) => this.char(c, inSet));
      return low === high ? low : `${low}-${high}`;
    };
    const members = items.filter((item) => !isOpposite(item)).map(member).join("");
    const opposites = items.filter(isOpposite).map((item) => `[^${this.members(item)}]`);
    if (opposites.length === 0) return `[${isNegated ? "^" : ""}${members}]`;
    // brackets cannot hold "all but these", so it becomes a choice
    const choice = [...opposites, ...(members ? [`[${members}]`] : [])].join("|");
    return isNegated ? `(?:(?!${choice})[^])` : `(?:${choice})`;
  }

  place(of) {
    const word = this.members("w");
    switch (of) {
      case "^":
        return this.flags & 8 ? "(?<![^\\n])" : "(?<![^])";
      case "$":
        return this.flags & 8 ? "(?![^\\n])" : "(?![^\\n]|\\n[^])";
      case "A":
        return "(?<![^])";
      case "Z":
        return "(?![^])";
      case "b":
        return `(?:(?<=[${word}])(?![${word}])|(?<![${word}])(?=[${word}]))`;
      default:
        return `(?:(?<=[${word}])(?=[${word}])|(?<![${word}])(?![${word}])(?:(?<=[^])|(?=[^])))`;
    }
  }

  repeat({ nodes: [node], min, max, isLazy }) {
    const isSingle = ["char", "any", "group", "back", "set"].includes(node.kind);
    // JavaScript takes no turn of nothing, and then forgets the group that Python has as empty
    if (min === 0 && max === 1 && !isLazy && hasCapture(node) && mayBeNothing(node)) return this.write(node);
    const most = max === Infinity ? "" : max;
    const simple = { "0,": "*", "1,": "+", "0,1": "?" }[`${min},${most}`];
    const count = simple ?? (min === max ? `{${min}}` : `{${min},${most}}`);
    return `${isSingle ? this.write(node) : `(?:${this.write(node)})`}${count}${isLazy ? "?" : ""}`;
  }

  write(node) {
    const inner = () => node.nodes.map((part) => this.write(part));
    switch (node.kind) {
      case "char":
        return this.char(node.c, "^$\\.*+?()[]{}|/");
      case "any":
        return this.flags & 16 ? "[^]" : "[^\\n]";
      case "set":
        return this.set(node);
      case "place":
        return this.place(node.of);
      case "group":
        return `(${node.number === undefined ? "?:" : node.name === null ? "" : `?<${node.name}>`}${inner()[0]})`;
      case "look":
        return `(?${node.opening}${inner()[0]})`;
      case "back":
        return `(?:\\${node.number})`;
      case "repeat":
        return this.repeat(node);
      case "alt":
        return inner().join("|");
      default:
        return node.nodes.map((part) => (part.kind === "alt" ? `(?:${this.write(part)})` : this.write(part))).join("");
    }
  }
}

/** A pattern of Python for a `RegExp`: its source and flags, Python's flags, and whether it may prefer to match nothing. */
export function translatePattern(pattern, flags) {
  const reader = new PatternReader(pattern, flags);
  const node = reader.read();
  checkRepeated(reader, node, false, false);
  checkReferences(reader, node, new Set());
  checkLooks(reader, node);
  const source = new PatternWriter(reader.flags).write(node);
  return {
    source,
    jsFlags: reader.flags & 2 ? "diu" : "du",
    flags: reader.flags & 256 ? reader.flags : reader.flags | 32,
    prefersNothing: mayPreferNothing(node),
  };
}

// as many as CPython keeps (`re._MAXCACHE`)
const MOST_LATE = 512;

// what was translated, as loops ask for the same again
const latePatterns = new Map();

/** Python's `re.compile(pattern, flags)` of a pattern that is known only now. */
export function rePattern(pattern, flags = 0) {
  const bits = Number(asIndex(flags));
  if (pattern instanceof RegexPattern) {
    if (bits !== 0) throw new ValueError("cannot process flags argument with a compiled pattern");
    return pattern;
  }
  if (pattern?.constructor?.pyName === "bytes") throw new NotImplementedError("a pattern of bytes is not compiled");
  if (typeof pattern !== "string") throw new PyTypeError("first argument must be string or compiled pattern");
  const key = `${bits}/${pattern}`;
  let made = latePatterns.get(key);
  if (made === undefined) {
    if (latePatterns.size >= MOST_LATE) latePatterns.clear();
    made = translatePattern(pattern, bits);
    latePatterns.set(key, made);
  }
  return reCompile(made.source, made.jsFlags, pattern, made.flags, made.prefersNothing);
}
