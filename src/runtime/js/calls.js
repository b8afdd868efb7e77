import { invoke } from "./attributes.js";
import {
  dictClear,
  dictCopy,
  dictFromkeys,
  dictGet,
  dictItems,
  dictKeys,
  dictPop,
  dictPopitem,
  dictSetdefault,
  dictUpdate,
  dictValues,
} from "./dict.js";
import { PyTypeError } from "./exceptions.js";
import { closeGenerator, throwInto } from "./generators.js";
import { send } from "./iter.js";
import { isGenerator, isNumber, isRecord, isTuple } from "./kinds.js";
import {
  listAppend,
  listClear,
  listCount,
  listExtend,
  listIndex,
  listInsert,
  listPop,
  listRemove,
  listReverse,
} from "./lists.js";
import { asIntegerRatio, bitCount, bitLength, conjugate, floatHex, isInteger } from "./numbers.js";
import { list, listSort } from "./sequences.js";
import {
  setCopy,
  setDifference,
  setDifferenceUpdate,
  setIntersection,
  setIntersectionUpdate,
  setIsdisjoint,
  setIssubset,
  setIssuperset,
  setPop,
  setRemove,
  setSymmetricDifference,
  setSymmetricDifferenceUpdate,
  setUnion,
  setUpdate,
} from "./set.js";
import {
  strCapitalize,
  strCasefold,
  strIsalnum,
  strIsalpha,
  strIsascii,
  strIsdecimal,
  strIsdigit,
  strIsidentifier,
  strIslower,
  strIsnumeric,
  strIsprintable,
  strIsspace,
  strIstitle,
  strIsupper,
  strLower,
  strSwapcase,
  strTitle,
  strUpper,
} from "./strCase.js";
import {
  strCount,
  strEndswith,
  strFind,
  strIndex,
  strRemoveprefix,
  strRemovesuffix,
  strReplace,
  strRfind,
  strRindex,
  strStartswith,
} from "./strFind.js";
import { strFormat, strFormatMap } from "./strFormat.js";
import { strCenter, strExpandtabs, strJoin, strLjust, strRjust, strZfill } from "./strPad.js";
import { strPartition, strRpartition, strRsplit, strSplit, strSplitlines } from "./strSplit.js";
import { strLstrip, strRstrip, strStrip } from "./strStrip.js";
import { strMaketrans, strTranslate } from "./strTranslate.js";

// The method `o.name(…)` of a receiver whose type is not known: Python's where `owns` says that `o` is of
// the type that has it, else whatever method of that name the value brings itself.
function method(name, owns, own) {
  return (o, ...args) => called(name, owns, own, o, args);
}

function called(name, owns, own, o, args) {
  return owns(o, name) ? callOwn(name, own, o, args) : invoke(o, name, args);
}

// a parameter left out must be an optional one; `length` counts those before the first default
function callOwn(name, own, o, args) {
  if (args.length + 1 >= own.length) return own(o, ...args);
  throw new PyTypeError(
    `${name} expected at least ${own.length - 1} argument${own.length > 2 ? "s" : ""}, got ${args.length}`,
  );
}

/** `o.upper(…)`: what is called often has a function of its own, of which engines learn apart from all others. */
export function callUpper(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strUpper(o) : called("upper", isStr, strUpper, o, args);
}

/** `o.lower(…)`. */
export function callLower(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strLower(o) : called("lower", isStr, strLower, o, args);
}

export const callCapitalize = method("capitalize", isStr, strCapitalize);

export const callTitle = method("title", isStr, strTitle);

export const callSwapcase = method("swapcase", isStr, strSwapcase);

export const callCasefold = method("casefold", isStr, strCasefold);

/** `o.isupper(…)`. */
export function callIsupper(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsupper(o) : called("isupper", isStr, strIsupper, o, args);
}

/** `o.islower(…)`. */
export function callIslower(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIslower(o) : called("islower", isStr, strIslower, o, args);
}

export const callIstitle = method("istitle", isStr, strIstitle);

/** `o.isspace(…)`. */
export function callIsspace(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsspace(o) : called("isspace", isStr, strIsspace, o, args);
}

/** `o.isalpha(…)`. */
export function callIsalpha(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsalpha(o) : called("isalpha", isStr, strIsalpha, o, args);
}

export const callIsdecimal = method("isdecimal", isStr, strIsdecimal);

/** `o.isdigit(…)`. */
export function callIsdigit(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsdigit(o) : called("isdigit", isStr, strIsdigit, o, args);
}

export const callIsnumeric = method("isnumeric", isStr, strIsnumeric);

/** `o.isalnum(…)`. */
export function callIsalnum(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsalnum(o) : called("isalnum", isStr, strIsalnum, o, args);
}

export const callIsascii = method("isascii", isStr, strIsascii);

export const callIsidentifier = method("isidentifier", isStr, strIsidentifier);

export const callIsprintable = method("isprintable", isStr, strIsprintable);

/** `o.strip(…)`. */
export function callStrip(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strStrip(o) : called("strip", isStr, strStrip, o, args);
}

export const callLstrip = method("lstrip", isStr, strLstrip);

export const callRstrip = method("rstrip", isStr, strRstrip);

/** `o.split(…)`. */
export function callSplit(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strSplit(o) : called("split", isStr, strSplit, o, args);
}

export const callRsplit = method("rsplit", isStr, strRsplit);

export const callSplitlines = method("splitlines", isStr, strSplitlines);

export const callPartition = method("partition", isStr, strPartition);

export const callRpartition = method("rpartition", isStr, strRpartition);

export const callFind = method("find", isStr, strFind);

export const callRfind = method("rfind", isStr, strRfind);

export const callRindex = method("rindex", isStr, strRindex);

/** `o.startswith(…)`. */
export function callStartswith(o, ...args) {
  return args.length === 1 && typeof o === "string" ? strStartswith(o, args[0]) : called("startswith", isStr, strStartswith, o, args);
}

/** `o.endswith(…)`. */
export function callEndswith(o, ...args) {
  return args.length === 1 && typeof o === "string" ? strEndswith(o, args[0]) : called("endswith", isStr, strEndswith, o, args);
}

export const callReplace = method("replace", isStr, strReplace);

export const callRemoveprefix = method("removeprefix", isStr, strRemoveprefix);

export const callRemovesuffix = method("removesuffix", isStr, strRemovesuffix);

export const callCenter = method("center", isStr, strCenter);

export const callLjust = method("ljust", isStr, strLjust);

export const callRjust = method("rjust", isStr, strRjust);

export const callZfill = method("zfill", isStr, strZfill);

export const callExpandtabs = method("expandtabs", isStr, strExpandtabs);

/** `o.join(…)`. */
export function callJoin(o, ...args) {
  return args.length === 1 && typeof o === "string" ? strJoin(o, args[0]) : called("join", isStr, strJoin, o, args);
}

export const callTranslate = method("translate", isStr, strTranslate);

/** `o.append(…)`. */
export function callAppend(o, ...args) {
  return args.length === 1 && isList(o) ? listAppend(o, args[0]) : called("append", isList, listAppend, o, args);
}

export const callExtend = method("extend", isList, listExtend);

export const callInsert = method("insert", isList, listInsert);

export const callReverse = method("reverse", isList, listReverse);

export const callSort = method("sort", isList, listSort);

/** `o.get(…)`. */
export function callGet(o, ...args) {
  return args.length === 1 && isDictFor(o, "get") ? dictGet(o, args[0]) : called("get", isDictFor, dictGet, o, args);
}

/** `o.keys()`. */
export function callKeys(o, ...args) {
  return args.length === 0 && isDictFor(o, "keys") ? dictKeys(o) : called("keys", isDictFor, dictKeys, o, args);
}

/** `o.values()`. */
export function callValues(o, ...args) {
  return args.length === 0 && isDictFor(o, "values") ? dictValues(o) : called("values", isDictFor, dictValues, o, args);
}

/** `o.items()`. */
export function callItems(o, ...args) {
  return args.length === 0 && isDictFor(o, "items") ? dictItems(o) : called("items", isDictFor, dictItems, o, args);
}

export const callPopitem = method("popitem", isDictFor, dictPopitem);

export const callSetdefault = method("setdefault", isDictFor, dictSetdefault);

export const callUnion = method("union", isSet, setUnion);

export const callIntersection = method("intersection", isSet, setIntersection);

export const callDifference = method("difference", isSet, setDifference);

export const callSymmetricDifference = method("symmetric_difference", isSet, setSymmetricDifference);

export const callIntersectionUpdate = method("intersection_update", isSet, setIntersectionUpdate);

export const callDifferenceUpdate = method("difference_update", isSet, setDifferenceUpdate);

export const callSymmetricDifferenceUpdate = method(
  "symmetric_difference_update",
  isSet,
  setSymmetricDifferenceUpdate,
);

export const callIssubset = method("issubset", isSet, setIssubset);

export const callIssuperset = method("issuperset", isSet, setIssuperset);

export const callIsdisjoint = method("isdisjoint", isSet, setIsdisjoint);

/** `o.index(…)` of a receiver whose type is not known. */
export function callIndex(o, ...args) {
  if (isStr(o)) return callOwn("index", strIndex, o, args);
  if (Array.isArray(o)) return callOwn("index", listIndex, o, args);
  return invoke(o, "index", args);
}

/** `o.count(…)` of a receiver whose type is not known. */
export function callCount(o, ...args) {
  if (isStr(o)) return callOwn("count", strCount, o, args);
  if (Array.isArray(o)) return callOwn("count", listCount, o, args);
  return invoke(o, "count", args);
}

/** `o.pop(…)` of a receiver whose type is not known. */
export function callPop(o, ...args) {
  if (isList(o)) return callOwn("pop", listPop, o, args);
  if (isSet(o)) return callOwn("pop", setPop, o, args);
  if (isDictFor(o, "pop")) return callOwn("pop", dictPop, o, args);
  return invoke(o, "pop", args);
}

/** `o.remove(…)` of a receiver whose type is not known. */
export function callRemove(o, ...args) {
  if (isList(o)) return callOwn("remove", listRemove, o, args);
  if (isSet(o)) return callOwn("remove", setRemove, o, args);
  return invoke(o, "remove", args);
}

/** `o.clear(…)` of a receiver whose type is not known. */
export function callClear(o, ...args) {
  if (isList(o)) return callOwn("clear", listClear, o, args);
  if (isDictFor(o, "clear")) return callOwn("clear", dictClear, o, args);
  return invoke(o, "clear", args);
}

/** `o.copy(…)` of a receiver whose type is not known. */
export function callCopy(o, ...args) {
  if (isList(o)) return callOwn("copy", list, o, args);
  if (isSet(o)) return callOwn("copy", setCopy, o, args);
  if (isDictFor(o, "copy")) return callOwn("copy", dictCopy, o, args);
  return invoke(o, "copy", args);
}

/** `o.update(…)` of a receiver whose type is not known. */
export function callUpdate(o, ...args) {
  if (isSet(o)) return callOwn("update", setUpdate, o, args);
  if (isDictFor(o, "update")) return callOwn("update", dictUpdate, o, args);
  return invoke(o, "update", args);
}

/** `o.add(…)` of a receiver whose type is not known. */
export function callAdd(o, ...args) {
  if (!isSet(o)) return invoke(o, "add", args);
  o.add(...args);
  return null;
}

/** `o.discard(…)` of a receiver whose type is not known. */
export function callDiscard(o, ...args) {
  if (!isSet(o)) return invoke(o, "discard", args);
  o.delete(...args);
  return null;
}

/** `o.format(…)` of a receiver whose type is not known. */
export function callFormat(o, args, named) {
  return isStr(o) ? strFormat(o, args, named) : invoke(o, "format", args);
}

/** `o.format(*args)`, as a value. */
export function callFormatOf(o, ...args) {
  return callFormat(o, args, {});
}

/** `o.format_map(…)` of a receiver whose type is not known. */
export const callFormatMap = method("format_map", isStr, strFormatMap);

export const callMaketrans = method("maketrans", isStr, (o, ...args) => strMaketrans(...args));

/** `o.fromkeys(…)` of a receiver whose type is not known. */
export function callFromkeys(o, ...args) {
  const isPlain = isRecord(o) || (o instanceof Map && !("fromkeys" in o));
  return isPlain ? dictFromkeys(...args) : invoke(o, "fromkeys", args);
}

export const callIsInteger = method("is_integer", isNumber, isInteger);

export const callConjugate = method("conjugate", isNumber, conjugate);

export const callAsIntegerRatio = method("as_integer_ratio", isNumber, asIntegerRatio);

export const callHex = method("hex", isNumber, floatHex);

export const callBitLength = method("bit_length", isNumber, bitLength);

export const callBitCount = method("bit_count", isNumber, bitCount);

export const callSend = method("send", isGenerator, send);

/** `o.close(…)` of a receiver whose type is not known. */
export function callClose(o, ...args) {
  return isGenerator(o) ? closeGenerator(o) : invoke(o, "close", args);
}

export const callThrow = method("throw", isGenerator, throwInto);

function isStr(o) {
  return typeof o === "string";
}

function isSet(o) {
  return o instanceof Set;
}

function isList(o) {
  return Array.isArray(o) && !isTuple(o);
}

// a plain object is a dict, unless it brings a function of that name: then it is somebody's API
function isDictFor(o, name) {
  if (o instanceof Map) return !o.constructor.pyOwn?.includes(name);
  return isRecord(o) && typeof o[name] !== "function";
}
