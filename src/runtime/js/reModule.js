import { substring } from "./chars.js";
import { Dict } from "./dictClass.js";
import { derive, Exception, IndexError, PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { hasMethod, isIntOrBool } from "./kinds.js";
import { notCompiled } from "./notCompiled.js";
import { repr } from "./repr.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";

/** Python's `re.error`. */
export const reError = derive("re.error", Exception);

/** The error of a text that is read as a pattern or a template, at a place in it or at none. */
export function patternError(message, pattern = null, pos = null) {
  if (pos === null) return Object.assign(new reError(message), { msg: message, pattern, pos, lineno: null, colno: null });
  const before = [...pattern].slice(0, pos);
  const lineno = before.filter((c) => c === "\n").length + 1;
  const colno = pos - before.lastIndexOf("\n");
  const line = pattern.includes("\n") ? ` (line ${lineno}, column ${colno})` : "";
  const made = new reError(`${message} at position ${pos}${line}`);
  return Object.assign(made, { msg: message, pattern, pos, lineno, colno });
}

/** Python's `re.IGNORECASE`. */
export const reIGNORECASE = 2;

/** Python's `re.MULTILINE`. */
export const reMULTILINE = 8;

/** Python's `re.DOTALL`. */
export const reDOTALL = 16;

/** Python's `re.UNICODE`. */
export const reUNICODE = 32;

/** Python's `re.VERBOSE`. */
export const reVERBOSE = 64;

/** Python's `re.ASCII`. */
export const reASCII = 256;

/** Python's `re.NOFLAG`. */
export const reNOFLAG = 0;

const knownPatterns = new Map();

/** A pattern that the compiler translated: `source` and `jsFlags` for JavaScript, the rest as Python has it. */
export function reCompile(source, jsFlags, pattern, flags, prefersNothing = false) {
  const key = `${jsFlags}/${flags}/${pattern}`;
  if (!knownPatterns.has(key))
    knownPatterns.set(key, new RegexPattern(source, jsFlags, pattern, flags, prefersNothing));
  return knownPatterns.get(key);
}

function patternOf(pattern, flags = 0) {
  if (pattern instanceof RegexPattern) {
    if (flags === 0) return pattern;
    throw new ValueError("cannot process flags argument with a compiled pattern");
  }
  if (typeof pattern === "string")
    throw new PyTypeError("a text that is not known to be a pattern: pass re.compile(pattern)");
  throw new PyTypeError("first argument must be string or compiled pattern");
}

function subject(string) {
  if (typeof string === "string") return string;
  if (hasMethod(string, "view__")) throw new PyTypeError("cannot use a string pattern on a bytes-like object");
  throw new PyTypeError(`expected string or bytes-like object, got '${typeName(string)}'`);
}

// a place counted in code points as one counted in UTF-16 units, and back
function toUnits(string, at) {
  let units = 0;
  for (let i = 0; i < at && units < string.length; i++) units += string.codePointAt(units) > 0xffff ? 2 : 1;
  return units;
}

function toPoints(string, units) {
  return /[\ud800-\udbff]/.test(string) ? [...string.slice(0, units)].length : units;
}

/** What `re.compile` makes. */
export class RegexPattern {
  static pyName = "re.Pattern";

  #source;

  #jsFlags;

  // whether it may match nothing where something could match as well
  #prefersNothing;

  constructor(source, jsFlags, pattern, flags, prefersNothing) {
    this.#source = source;
    this.#jsFlags = jsFlags;
    this.#prefersNothing = prefersNothing;
    this.pattern = pattern;
    this.flags = flags;
    for (const name of ["match", "search", "sub", "subn"]) this[name] = this[name].bind(this);
    const names = namesOf(source);
    this.groups = names.length;
    this.groupindex = new Dict();
    names.forEach((name, i) => name !== null && this.groupindex.set(name, i + 1));
  }

  #run(string, pos, endpos, sticky, suffix = "") {
    subject(string);
    const text = endpos === null ? string : string.slice(0, toUnits(string, Math.max(0, endpos)));
    const from = pos === 0 ? 0 : toUnits(text, Math.max(0, pos));
    const js = new RegExp(suffix ? `(?:${this.#source})${suffix}` : this.#source, this.#jsFlags + (sticky ? "y" : "g"));
    js.lastIndex = from;
    const found = execute(js, text);
    return found === null ? null : new RegexMatch(this, found, pos, toPoints(text, text.length));
  }

  get scanner() {
    return notCompiled(this, "scanner");
  }

  search(string, pos = 0, endpos = null) {
    return this.#run(string, pos, endpos, false);
  }

  match(string, pos = 0, endpos = null) {
    return this.#run(string, pos, endpos, true);
  }

  fullmatch(string, pos = 0, endpos = null) {
    return this.#run(string, pos, endpos, true, "(?![^])");
  }

  // what it matches there when nothing is no match: its end comes after so many characters
  #something(text, at) {
    if (!this.#prefersNothing) return null;
    const js = new RegExp(`(?:${this.#source})(?<=[^]{${toPoints(text, at) + 1}})`, `${this.#jsFlags}y`);
    js.lastIndex = at;
    return js.exec(text);
  }

  // Python's order of matches: after an empty one comes one that is not at the same place, or else a character later
  *#walk(string, pos = 0, endpos = null) {
    const text = endpos === null ? string : string.slice(0, toUnits(string, Math.max(0, endpos)));
    const end = toPoints(text, text.length);
    const js = new RegExp(this.#source, `${this.#jsFlags}g`);
    js.lastIndex = pos === 0 ? 0 : toUnits(text, Math.max(0, pos));
    for (let found = execute(js, text); found !== null; found = execute(js, text)) {
      yield new RegexMatch(this, found, pos, end);
      let lastIndex = found.index + found[0].length;
      if (found[0] === "") {
        const more = this.#something(text, lastIndex);
        if (more !== null) yield new RegexMatch(this, more, pos, end);
        if (more !== null) lastIndex += more[0].length;
        else lastIndex += text.codePointAt(lastIndex) > 0xffff ? 2 : 1;
      }
      js.lastIndex = lastIndex;
    }
  }

  finditer(string, pos = 0, endpos = null) {
    return this.#walk(subject(string), pos, endpos);
  }

  findall(string, pos = 0, endpos = null) {
    const matches = [...this.#walk(subject(string), pos, endpos)];
    return matches.map((match) => {
      if (this.groups === 0) return match.group();
      return this.groups === 1 ? (match.group(1) ?? "") : match.groups("");
    });
  }

  split(string, maxsplit = 0) {
    const parts = [];
    let last = 0;
    let count = 0;
    if (maxsplit >= 0) {
      for (const match of this.#walk(subject(string))) {
        const [start, end] = match.unitsOf(0);
        parts.push(string.slice(last, start), ...match.groups());
        last = end;
        if (++count === maxsplit) break;
      }
    }
    parts.push(string.slice(last));
    return parts;
  }

  sub(repl, string, count = 0) {
    return this.subn(repl, string, count)[0];
  }

  subn(repl, string, count = 0) {
    const make = typeof repl === "function" ? repl : templateOf(repl, this);
    let out = "";
    let last = 0;
    let made = 0;
    for (const match of this.#walk(subject(string))) {
      const [start, end] = match.unitsOf(0);
      out += string.slice(last, start) + (make(match) ?? "");
      last = end;
      if (++made === count) break;
    }
    return tuple(out + string.slice(last), made);
  }

  __repr__() {
    const names = [
      [reIGNORECASE, "re.IGNORECASE"],
      [reMULTILINE, "re.MULTILINE"],
      [reDOTALL, "re.DOTALL"],
      [reVERBOSE, "re.VERBOSE"],
      [reASCII, "re.ASCII"],
    ];
    const flags = names.filter(([bit]) => this.flags & bit).map(([, name]) => name);
    return `re.compile(${substring(repr(this.pattern), 0, 200)}${flags.length > 0 ? `, ${flags.join("|")}` : ""})`;
  }
}

// what it finds from its `lastIndex` on; V8 also looks into the middle of a pair of surrogates for what matches nothing
function execute(js, text) {
  for (;;) {
    const found = js.exec(text);
    const isWithin = found !== null && found.index > 0 && text.codePointAt(found.index - 1) > 0xffff;
    if (!isWithin) return found;
    js.lastIndex = found.index + 1;
  }
}

// the names of the groups of a source, null for those without
function namesOf(source) {
  const names = [];
  for (const [all, , name] of source.matchAll(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((\?(?:<([^=!>][^>]*)>)?)?/g)) {
    if (!all.startsWith("(")) continue;
    if (name !== undefined) names.push(name);
    else if (all === "(") names.push(null);
  }
  return names;
}

/** What a search finds. */
export class RegexMatch {
  static pyName = "re.Match";

  #found;

  get __iter__() {
    return null;
  }

  constructor(pattern, found, pos, endpos) {
    this.re = pattern;
    this.string = found.input;
    this.pos = pos;
    this.endpos = endpos;
    this.#found = found;
  }

  #number(group) {
    const named = typeof group === "string" ? this.re.groupindex.get(group) : group;
    const at = hasMethod(named, "__index__") ? asIndex(named) : named;
    if (isIntOrBool(at) && at >= 0 && at <= this.re.groups) return Number(at);
    throw new IndexError("no such group");
  }

  group(...groups) {
    if (groups.length === 0) return this.#found[0];
    const texts = groups.map((group) => this.#found[this.#number(group)] ?? null);
    return texts.length === 1 ? texts[0] : tuple(...texts);
  }

  groups(otherwise = null) {
    return tuple(...this.#found.slice(1).map((text) => text ?? otherwise));
  }

  groupdict(otherwise = null) {
    const pairs = [...this.re.groupindex].map(([name, at]) => [name, this.#found[at] ?? otherwise]);
    return new Dict(pairs);
  }

  /** Where a group is, in UTF-16 units. */
  unitsOf(group) {
    return this.#found.indices[this.#number(group)] ?? [-1, -1];
  }

  span(group = 0) {
    return tuple(...this.unitsOf(group).map((at) => (at < 0 ? -1 : toPoints(this.string, at))));
  }

  get regs() {
    return tuple(...Array.from(this.#found, (_, group) => this.span(group)));
  }

  /** The group that was closed last: where one is in another, the outer one. */
  get lastindex() {
    let last = null;
    for (let group = 1; group < this.#found.length; group++) {
      const [start, end] = this.unitsOf(group);
      if (start < 0) continue;
      if (start === end) return notCompiled(this, "lastindex");
      if (last === null || start >= this.unitsOf(last)[1]) last = group;
    }
    return last;
  }

  get lastgroup() {
    const { lastindex } = this;
    const named = [...this.re.groupindex].find(([, at]) => at === lastindex);
    return named ? named[0] : null;
  }

  start(group = 0) {
    return this.span(group)[0];
  }

  end(group = 0) {
    return this.span(group)[1];
  }

  expand(template) {
    return templateOf(template, this.re)(this);
  }

  __getitem__(group) {
    return this.group(group);
  }

  __repr__() {
    return `<re.Match object; span=${repr(this.span())}, match=${repr(this.group())}>`;
  }
}

const templateEscapes = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\" };

// a replacement text as a function of the match
function templateOf(text, pattern) {
  if (typeof text !== "string")
    throw new PyTypeError(`decoding to str: need a bytes-like object, ${typeName(text)} found`);
  const parts = [];
  const group = (name, at) => {
    const number = /^\d+$/.test(name) ? Number(name) : pattern.groupindex.get(name);
    if (number === undefined) throw new IndexError(`unknown group name ${repr(name)}`);
    if (number > pattern.groups) throw patternError(`invalid group reference ${number}`, text, at);
    parts.push((match) => match.group(number) ?? "");
  };
  const escape = /\\(?:g<([^>]*)>|(0[0-7]{0,2}|[0-3][0-7]{2})|([1-9][0-9]?)|([^]?))/g;
  let last = 0;
  for (const found of text.matchAll(escape)) {
    const [all, name, octal, number, other] = found;
    const plain = text.slice(last, found.index);
    if (plain) parts.push(() => plain);
    last = found.index + all.length;
    if (name !== undefined) group(name, found.index + 3);
    else if (octal !== undefined) {
      const c = String.fromCharCode(Number.parseInt(octal, 8));
      parts.push(() => c);
    } else if (number !== undefined) group(number, found.index + 1);
    else if (other === "") throw patternError("bad escape (end of pattern)", text, found.index);
    else {
      const c = templateEscapes[other] ?? (/[a-zA-Z]/.test(other) ? null : all);
      if (c === null) throw patternError(`bad escape \\${other}`, text, found.index);
      parts.push(() => c);
    }
  }
  const rest = text.slice(last);
  parts.push(() => rest);
  return (match) => parts.map((part) => part(match)).join("");
}

/** Python's `re.search(pattern, string)`. */
export function reSearch(pattern, string, flags = 0) {
  return patternOf(pattern, flags).search(string);
}

/** Python's `re.match(pattern, string)`. */
export function reMatch(pattern, string, flags = 0) {
  return patternOf(pattern, flags).match(string);
}

/** Python's `re.fullmatch(pattern, string)`. */
export function reFullmatch(pattern, string, flags = 0) {
  return patternOf(pattern, flags).fullmatch(string);
}

/** Python's `re.findall(pattern, string)`. */
export function reFindall(pattern, string, flags = 0) {
  return patternOf(pattern, flags).findall(string);
}

/** Python's `re.finditer(pattern, string)`. */
export function reFinditer(pattern, string, flags = 0) {
  return patternOf(pattern, flags).finditer(string);
}

/** Python's `re.split(pattern, string, maxsplit)`. */
export function reSplit(pattern, string, maxsplit = 0) {
  return patternOf(pattern).split(string, maxsplit);
}

/** Python's `re.sub(pattern, repl, string, count)`. */
export function reSub(pattern, repl, string, count = 0) {
  return patternOf(pattern).sub(repl, string, count);
}

/** Python's `re.subn(pattern, repl, string, count)`. */
export function reSubn(pattern, repl, string, count = 0) {
  return patternOf(pattern).subn(repl, string, count);
}

/** Python's `re.escape(pattern)`. */
export function reEscape(pattern) {
  return pattern.replace(/[\t-\r #$&()*+\-.?[\\\]^{|}~]/g, (c) => `\\${c}`);
}
