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
  if (owns(o, name)) return callOwn(name, own, o, args);
  // a member of a `StrEnum` is a text besides
  const isMixed = o?.mixin__ !== undefined && !(name in o) && owns(o.value, name);
  return isMixed ? callOwn(name, own, o.value, args) : invoke(o, name, args);
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

/** `o.capitalize(…)` of a receiver whose type is not known. */
export const callCapitalize = method("capitalize", isStr, strCapitalize);

/** `o.title(…)` of a receiver whose type is not known. */
export const callTitle = method("title", isStr, strTitle);

/** `o.swapcase(…)` of a receiver whose type is not known. */
export const callSwapcase = method("swapcase", isStr, strSwapcase);

/** `o.casefold(…)` of a receiver whose type is not known. */
export const callCasefold = method("casefold", isStr, strCasefold);

/** `o.isupper(…)`. */
export function callIsupper(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsupper(o) : called("isupper", isStr, strIsupper, o, args);
}

/** `o.islower(…)`. */
export function callIslower(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIslower(o) : called("islower", isStr, strIslower, o, args);
}

/** `o.istitle(…)` of a receiver whose type is not known. */
export const callIstitle = method("istitle", isStr, strIstitle);

/** `o.isspace(…)`. */
export function callIsspace(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsspace(o) : called("isspace", isStr, strIsspace, o, args);
}

/** `o.isalpha(…)`. */
export function callIsalpha(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsalpha(o) : called("isalpha", isStr, strIsalpha, o, args);
}

/** `o.isdecimal(…)` of a receiver whose type is not known. */
export const callIsdecimal = method("isdecimal", isStr, strIsdecimal);

/** `o.isdigit(…)`. */
export function callIsdigit(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsdigit(o) : called("isdigit", isStr, strIsdigit, o, args);
}

/** `o.isnumeric(…)` of a receiver whose type is not known. */
export const callIsnumeric = method("isnumeric", isStr, strIsnumeric);

/** `o.isalnum(…)`. */
export function callIsalnum(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strIsalnum(o) : called("isalnum", isStr, strIsalnum, o, args);
}

/** `o.isascii(…)` of a receiver whose type is not known. */
export const callIsascii = method("isascii", isStr, strIsascii);

/** `o.isidentifier(…)` of a receiver whose type is not known. */
export const callIsidentifier = method("isidentifier", isStr, strIsidentifier);

/** `o.isprintable(…)` of a receiver whose type is not known. */
export const callIsprintable = method("isprintable", isStr, strIsprintable);

/** `o.strip(…)`. */
export function callStrip(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strStrip(o) : called("strip", isStr, strStrip, o, args);
}

/** `o.lstrip(…)` of a receiver whose type is not known. */
export const callLstrip = method("lstrip", isStr, strLstrip);

/** `o.rstrip(…)` of a receiver whose type is not known. */
export const callRstrip = method("rstrip", isStr, strRstrip);

/** `o.split(…)`. */
export function callSplit(o, ...args) {
  return typeof o === "string" && args.length === 0 ? strSplit(o) : called("split", isStr, strSplit, o, args);
}

/** `o.rsplit(…)` of a receiver whose type is not known. */
export const callRsplit = method("rsplit", isStr, strRsplit);

/** `o.splitlines(…)` of a receiver whose type is not known. */
export const callSplitlines = method("splitlines", isStr, strSplitlines);

/** `o.partition(…)` of a receiver whose type is not known. */
export const callPartition = method("partition", isStr, strPartition);

/** `o.rpartition(…)` of a receiver whose type is not known. */
export const callRpartition = method("rpartition", isStr, strRpartition);

/** `o.find(…)` of a receiver whose type is not known. */
export const callFind = method("find", isStr, strFind);

/** `o.rfind(…)` of a receiver whose type is not known. */
export const callRfind = method("rfind", isStr, strRfind);

/** `o.rindex(…)` of a receiver whose type is not known. */
export const callRindex = method("rindex", isStr, strRindex);

/** `o.startswith(…)`. */
export function callStartswith(o, ...args) {
  return args.length === 1 && typeof o === "string" ? strStartswith(o, args[0]) : called("startswith", isStr, strStartswith, o, args);
}

/** `o.endswith(…)`. */
export function callEndswith(o, ...args) {
  return args.length === 1 && typeof o === "string" ? strEndswith(o, args[0]) : called("endswith", isStr, strEndswith, o, args);
}

/** `o.replace(…)` of a receiver whose type is not known. */
export const callReplace = method("replace", isStr, strReplace);

/** `o.removeprefix(…)` of a receiver whose type is not known. */
export const callRemoveprefix = method("removeprefix", isStr, strRemoveprefix);

/** `o.removesuffix(…)` of a receiver whose type is not known. */
export const callRemovesuffix = method("removesuffix", isStr, strRemovesuffix);

/** `o.center(…)` of a receiver whose type is not known. */
export const callCenter = method("center", isStr, strCenter);

/** `o.ljust(…)` of a receiver whose type is not known. */
export const callLjust = method("ljust", isStr, strLjust);

/** `o.rjust(…)` of a receiver whose type is not known. */
export const callRjust = method("rjust", isStr, strRjust);

/** `o.zfill(…)` of a receiver whose type is not known. */
export const callZfill = method("zfill", isStr, strZfill);

/** `o.expandtabs(…)` of a receiver whose type is not known. */
export const callExpandtabs = method("expandtabs", isStr, strExpandtabs);

/** `o.join(…)`. */
export function callJoin(o, ...args) {
  return args.length === 1 && typeof o === "string" ? strJoin(o, args[0]) : called("join", isStr, strJoin, o, args);
}

/** `o.translate(…)` of a receiver whose type is not known. */
export const callTranslate = method("translate", isStr, strTranslate);

/** `o.append(…)`. */
export function callAppend(o, ...args) {
  return args.length === 1 && isList(o) ? listAppend(o, args[0]) : called("append", isList, listAppend, o, args);
}

/** `o.extend(…)` of a receiver whose type is not known. */
export const callExtend = method("extend", isList, listExtend);

/** `o.insert(…)` of a receiver whose type is not known. */
export const callInsert = method("insert", isList, listInsert);

/** `o.reverse(…)` of a receiver whose type is not known. */
export const callReverse = method("reverse", isList, listReverse);

/** `o.sort(…)` of a receiver whose type is not known. */
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

/** `o.popitem(…)` of a receiver whose type is not known. */
export const callPopitem = method("popitem", isDictFor, dictPopitem);

/** `o.setdefault(…)` of a receiver whose type is not known. */
export const callSetdefault = method("setdefault", isDictFor, dictSetdefault);

/** `o.union(…)` of a receiver whose type is not known. */
export const callUnion = method("union", isSet, setUnion);

/** `o.intersection(…)` of a receiver whose type is not known. */
export const callIntersection = method("intersection", isSet, setIntersection);

/** `o.difference(…)` of a receiver whose type is not known. */
export const callDifference = method("difference", isSet, setDifference);

/** `o.symmetric_difference(…)` of a receiver whose type is not known. */
export const callSymmetricDifference = method("symmetric_difference", isSet, setSymmetricDifference);

/** `o.intersection_update(…)` of a receiver whose type is not known. */
export const callIntersectionUpdate = method("intersection_update", isSet, setIntersectionUpdate);

/** `o.difference_update(…)` of a receiver whose type is not known. */
export const callDifferenceUpdate = method("difference_update", isSet, setDifferenceUpdate);

/** `o.symmetric_difference_update(…)` of a receiver whose type is not known. */
export const callSymmetricDifferenceUpdate = method(
  "symmetric_difference_update",
  isSet,
  setSymmetricDifferenceUpdate,
);

/** `o.issubset(…)` of a receiver whose type is not known. */
export const callIssubset = method("issubset", isSet, setIssubset);

/** `o.issuperset(…)` of a receiver whose type is not known. */
export const callIssuperset = method("issuperset", isSet, setIssuperset);

/** `o.isdisjoint(…)` of a receiver whose type is not known. */
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

/** `o.maketrans(…)` of a receiver whose type is not known. */
export const callMaketrans = method("maketrans", isStr, (o, ...args) => strMaketrans(...args));

/** `o.fromkeys(…)` of a receiver whose type is not known. */
export function callFromkeys(o, ...args) {
  const isPlain = isRecord(o) || (o instanceof Map && !("fromkeys" in o));
  return isPlain ? dictFromkeys(...args) : invoke(o, "fromkeys", args);
}

/** `o.is_integer(…)` of a receiver whose type is not known. */
export const callIsInteger = method("is_integer", isNumber, isInteger);

/** `o.conjugate(…)` of a receiver whose type is not known. */
export const callConjugate = method("conjugate", isNumber, conjugate);

/** `o.as_integer_ratio(…)` of a receiver whose type is not known. */
export const callAsIntegerRatio = method("as_integer_ratio", isNumber, asIntegerRatio);

/** `o.hex(…)` of a receiver whose type is not known. */
export const callHex = method("hex", isNumber, floatHex);

/** `o.bit_length(…)` of a receiver whose type is not known. */
export const callBitLength = method("bit_length", isNumber, bitLength);

/** `o.bit_count(…)` of a receiver whose type is not known. */
export const callBitCount = method("bit_count", isNumber, bitCount);

/** `o.send(…)` of a receiver whose type is not known. */
export const callSend = method("send", isGenerator, send);

/** `o.close(…)` of a receiver whose type is not known. */
export function callClose(o, ...args) {
  return isGenerator(o) ? closeGenerator(o) : invoke(o, "close", args);
}

/** `o.throw(…)` of a receiver whose type is not known. */
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
