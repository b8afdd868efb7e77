import { invoke } from "./attributes.js";
import {
  dictClear,
  dictCopy,
  dictGet,
  dictItems,
  dictKeys,
  dictPop,
  dictPopitem,
  dictSetdefault,
  dictUpdate,
  dictValues,
} from "./dict.js";
import { send } from "./iter.js";
import { isNumber, isRecord, isTuple } from "./kinds.js";
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
import { bitCount, bitLength, isInteger } from "./numbers.js";
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
import { strFormat } from "./strFormat.js";
import { strCenter, strExpandtabs, strJoin, strLjust, strRjust, strZfill } from "./strPad.js";
import { strPartition, strRpartition, strRsplit, strSplit, strSplitlines } from "./strSplit.js";
import { strLstrip, strRstrip, strStrip } from "./strStrip.js";
import { strTranslate } from "./strTranslate.js";

/** `o.upper(…)` of a receiver whose type is not known. */
export function callUpper(o, ...args) {
  return typeof o === "string" ? strUpper(o, ...args) : invoke(o, "upper", args);
}

/** `o.lower(…)` of a receiver whose type is not known. */
export function callLower(o, ...args) {
  return typeof o === "string" ? strLower(o, ...args) : invoke(o, "lower", args);
}

/** `o.capitalize(…)` of a receiver whose type is not known. */
export function callCapitalize(o, ...args) {
  return typeof o === "string" ? strCapitalize(o, ...args) : invoke(o, "capitalize", args);
}

/** `o.title(…)` of a receiver whose type is not known. */
export function callTitle(o, ...args) {
  return typeof o === "string" ? strTitle(o, ...args) : invoke(o, "title", args);
}

/** `o.swapcase(…)` of a receiver whose type is not known. */
export function callSwapcase(o, ...args) {
  return typeof o === "string" ? strSwapcase(o, ...args) : invoke(o, "swapcase", args);
}

/** `o.casefold(…)` of a receiver whose type is not known. */
export function callCasefold(o, ...args) {
  return typeof o === "string" ? strCasefold(o, ...args) : invoke(o, "casefold", args);
}

/** `o.isupper(…)` of a receiver whose type is not known. */
export function callIsupper(o, ...args) {
  return typeof o === "string" ? strIsupper(o, ...args) : invoke(o, "isupper", args);
}

/** `o.islower(…)` of a receiver whose type is not known. */
export function callIslower(o, ...args) {
  return typeof o === "string" ? strIslower(o, ...args) : invoke(o, "islower", args);
}

/** `o.istitle(…)` of a receiver whose type is not known. */
export function callIstitle(o, ...args) {
  return typeof o === "string" ? strIstitle(o, ...args) : invoke(o, "istitle", args);
}

/** `o.isspace(…)` of a receiver whose type is not known. */
export function callIsspace(o, ...args) {
  return typeof o === "string" ? strIsspace(o, ...args) : invoke(o, "isspace", args);
}

/** `o.isalpha(…)` of a receiver whose type is not known. */
export function callIsalpha(o, ...args) {
  return typeof o === "string" ? strIsalpha(o, ...args) : invoke(o, "isalpha", args);
}

/** `o.isdecimal(…)` of a receiver whose type is not known. */
export function callIsdecimal(o, ...args) {
  return typeof o === "string" ? strIsdecimal(o, ...args) : invoke(o, "isdecimal", args);
}

/** `o.isdigit(…)` of a receiver whose type is not known. */
export function callIsdigit(o, ...args) {
  return typeof o === "string" ? strIsdigit(o, ...args) : invoke(o, "isdigit", args);
}

/** `o.isnumeric(…)` of a receiver whose type is not known. */
export function callIsnumeric(o, ...args) {
  return typeof o === "string" ? strIsnumeric(o, ...args) : invoke(o, "isnumeric", args);
}

/** `o.isalnum(…)` of a receiver whose type is not known. */
export function callIsalnum(o, ...args) {
  return typeof o === "string" ? strIsalnum(o, ...args) : invoke(o, "isalnum", args);
}

/** `o.isascii(…)` of a receiver whose type is not known. */
export function callIsascii(o, ...args) {
  return typeof o === "string" ? strIsascii(o, ...args) : invoke(o, "isascii", args);
}

/** `o.isidentifier(…)` of a receiver whose type is not known. */
export function callIsidentifier(o, ...args) {
  return typeof o === "string" ? strIsidentifier(o, ...args) : invoke(o, "isidentifier", args);
}

/** `o.isprintable(…)` of a receiver whose type is not known. */
export function callIsprintable(o, ...args) {
  return typeof o === "string" ? strIsprintable(o, ...args) : invoke(o, "isprintable", args);
}

/** `o.strip(…)` of a receiver whose type is not known. */
export function callStrip(o, ...args) {
  return typeof o === "string" ? strStrip(o, ...args) : invoke(o, "strip", args);
}

/** `o.lstrip(…)` of a receiver whose type is not known. */
export function callLstrip(o, ...args) {
  return typeof o === "string" ? strLstrip(o, ...args) : invoke(o, "lstrip", args);
}

/** `o.rstrip(…)` of a receiver whose type is not known. */
export function callRstrip(o, ...args) {
  return typeof o === "string" ? strRstrip(o, ...args) : invoke(o, "rstrip", args);
}

/** `o.split(…)` of a receiver whose type is not known. */
export function callSplit(o, ...args) {
  return typeof o === "string" ? strSplit(o, ...args) : invoke(o, "split", args);
}

/** `o.rsplit(…)` of a receiver whose type is not known. */
export function callRsplit(o, ...args) {
  return typeof o === "string" ? strRsplit(o, ...args) : invoke(o, "rsplit", args);
}

/** `o.splitlines(…)` of a receiver whose type is not known. */
export function callSplitlines(o, ...args) {
  return typeof o === "string" ? strSplitlines(o, ...args) : invoke(o, "splitlines", args);
}

/** `o.partition(…)` of a receiver whose type is not known. */
export function callPartition(o, ...args) {
  return typeof o === "string" ? strPartition(o, ...args) : invoke(o, "partition", args);
}

/** `o.rpartition(…)` of a receiver whose type is not known. */
export function callRpartition(o, ...args) {
  return typeof o === "string" ? strRpartition(o, ...args) : invoke(o, "rpartition", args);
}

/** `o.find(…)` of a receiver whose type is not known. */
export function callFind(o, ...args) {
  return typeof o === "string" ? strFind(o, ...args) : invoke(o, "find", args);
}

/** `o.rfind(…)` of a receiver whose type is not known. */
export function callRfind(o, ...args) {
  return typeof o === "string" ? strRfind(o, ...args) : invoke(o, "rfind", args);
}

/** `o.rindex(…)` of a receiver whose type is not known. */
export function callRindex(o, ...args) {
  return typeof o === "string" ? strRindex(o, ...args) : invoke(o, "rindex", args);
}

/** `o.startswith(…)` of a receiver whose type is not known. */
export function callStartswith(o, ...args) {
  return typeof o === "string" ? strStartswith(o, ...args) : invoke(o, "startswith", args);
}

/** `o.endswith(…)` of a receiver whose type is not known. */
export function callEndswith(o, ...args) {
  return typeof o === "string" ? strEndswith(o, ...args) : invoke(o, "endswith", args);
}

/** `o.replace(…)` of a receiver whose type is not known. */
export function callReplace(o, ...args) {
  return typeof o === "string" ? strReplace(o, ...args) : invoke(o, "replace", args);
}

/** `o.removeprefix(…)` of a receiver whose type is not known. */
export function callRemoveprefix(o, ...args) {
  return typeof o === "string" ? strRemoveprefix(o, ...args) : invoke(o, "removeprefix", args);
}

/** `o.removesuffix(…)` of a receiver whose type is not known. */
export function callRemovesuffix(o, ...args) {
  return typeof o === "string" ? strRemovesuffix(o, ...args) : invoke(o, "removesuffix", args);
}

/** `o.center(…)` of a receiver whose type is not known. */
export function callCenter(o, ...args) {
  return typeof o === "string" ? strCenter(o, ...args) : invoke(o, "center", args);
}

/** `o.ljust(…)` of a receiver whose type is not known. */
export function callLjust(o, ...args) {
  return typeof o === "string" ? strLjust(o, ...args) : invoke(o, "ljust", args);
}

/** `o.rjust(…)` of a receiver whose type is not known. */
export function callRjust(o, ...args) {
  return typeof o === "string" ? strRjust(o, ...args) : invoke(o, "rjust", args);
}

/** `o.zfill(…)` of a receiver whose type is not known. */
export function callZfill(o, ...args) {
  return typeof o === "string" ? strZfill(o, ...args) : invoke(o, "zfill", args);
}

/** `o.expandtabs(…)` of a receiver whose type is not known. */
export function callExpandtabs(o, ...args) {
  return typeof o === "string" ? strExpandtabs(o, ...args) : invoke(o, "expandtabs", args);
}

/** `o.join(…)` of a receiver whose type is not known. */
export function callJoin(o, ...args) {
  return typeof o === "string" ? strJoin(o, ...args) : invoke(o, "join", args);
}

/** `o.translate(…)` of a receiver whose type is not known. */
export function callTranslate(o, ...args) {
  return typeof o === "string" ? strTranslate(o, ...args) : invoke(o, "translate", args);
}

/** `o.append(…)` of a receiver whose type is not known. */
export function callAppend(o, ...args) {
  return isList(o) ? listAppend(o, ...args) : invoke(o, "append", args);
}

/** `o.extend(…)` of a receiver whose type is not known. */
export function callExtend(o, ...args) {
  return isList(o) ? listExtend(o, ...args) : invoke(o, "extend", args);
}

/** `o.insert(…)` of a receiver whose type is not known. */
export function callInsert(o, ...args) {
  return isList(o) ? listInsert(o, ...args) : invoke(o, "insert", args);
}

/** `o.reverse(…)` of a receiver whose type is not known. */
export function callReverse(o, ...args) {
  return isList(o) ? listReverse(o, ...args) : invoke(o, "reverse", args);
}

/** `o.sort(…)` of a receiver whose type is not known. */
export function callSort(o, ...args) {
  return isList(o) ? listSort(o, ...args) : invoke(o, "sort", args);
}

/** `o.get(…)` of a receiver whose type is not known. */
export function callGet(o, ...args) {
  return isDictFor(o, "get") ? dictGet(o, ...args) : invoke(o, "get", args);
}

/** `o.keys(…)` of a receiver whose type is not known. */
export function callKeys(o, ...args) {
  return isDictFor(o, "keys") ? dictKeys(o, ...args) : invoke(o, "keys", args);
}

/** `o.values(…)` of a receiver whose type is not known. */
export function callValues(o, ...args) {
  return isDictFor(o, "values") ? dictValues(o, ...args) : invoke(o, "values", args);
}

/** `o.items(…)` of a receiver whose type is not known. */
export function callItems(o, ...args) {
  return isDictFor(o, "items") ? dictItems(o, ...args) : invoke(o, "items", args);
}

/** `o.popitem(…)` of a receiver whose type is not known. */
export function callPopitem(o, ...args) {
  return isDictFor(o, "popitem") ? dictPopitem(o, ...args) : invoke(o, "popitem", args);
}

/** `o.setdefault(…)` of a receiver whose type is not known. */
export function callSetdefault(o, ...args) {
  return isDictFor(o, "setdefault") ? dictSetdefault(o, ...args) : invoke(o, "setdefault", args);
}

/** `o.union(…)` of a receiver whose type is not known. */
export function callUnion(o, ...args) {
  return o instanceof Set ? setUnion(o, ...args) : invoke(o, "union", args);
}

/** `o.intersection(…)` of a receiver whose type is not known. */
export function callIntersection(o, ...args) {
  return o instanceof Set ? setIntersection(o, ...args) : invoke(o, "intersection", args);
}

/** `o.difference(…)` of a receiver whose type is not known. */
export function callDifference(o, ...args) {
  return o instanceof Set ? setDifference(o, ...args) : invoke(o, "difference", args);
}

/** `o.symmetric_difference(…)` of a receiver whose type is not known. */
export function callSymmetricDifference(o, ...args) {
  return o instanceof Set ? setSymmetricDifference(o, ...args) : invoke(o, "symmetric_difference", args);
}

/** `o.intersection_update(…)` of a receiver whose type is not known. */
export function callIntersectionUpdate(o, ...args) {
  return o instanceof Set ? setIntersectionUpdate(o, ...args) : invoke(o, "intersection_update", args);
}

/** `o.difference_update(…)` of a receiver whose type is not known. */
export function callDifferenceUpdate(o, ...args) {
  return o instanceof Set ? setDifferenceUpdate(o, ...args) : invoke(o, "difference_update", args);
}

/** `o.symmetric_difference_update(…)` of a receiver whose type is not known. */
export function callSymmetricDifferenceUpdate(o, ...args) {
  return o instanceof Set ? setSymmetricDifferenceUpdate(o, ...args) : invoke(o, "symmetric_difference_update", args);
}

/** `o.issubset(…)` of a receiver whose type is not known. */
export function callIssubset(o, ...args) {
  return o instanceof Set ? setIssubset(o, ...args) : invoke(o, "issubset", args);
}

/** `o.issuperset(…)` of a receiver whose type is not known. */
export function callIssuperset(o, ...args) {
  return o instanceof Set ? setIssuperset(o, ...args) : invoke(o, "issuperset", args);
}

/** `o.isdisjoint(…)` of a receiver whose type is not known. */
export function callIsdisjoint(o, ...args) {
  return o instanceof Set ? setIsdisjoint(o, ...args) : invoke(o, "isdisjoint", args);
}

/** `o.index(…)` of a receiver whose type is not known. */
export function callIndex(o, ...args) {
  if (typeof o === "string") return strIndex(o, ...args);
  if (Array.isArray(o)) return listIndex(o, ...args);
  return invoke(o, "index", args);
}

/** `o.count(…)` of a receiver whose type is not known. */
export function callCount(o, ...args) {
  if (typeof o === "string") return strCount(o, ...args);
  if (Array.isArray(o)) return listCount(o, ...args);
  return invoke(o, "count", args);
}

/** `o.pop(…)` of a receiver whose type is not known. */
export function callPop(o, ...args) {
  if (isList(o)) return listPop(o, ...args);
  if (o instanceof Set) return setPop(o, ...args);
  if (isDictFor(o, "pop")) return dictPop(o, ...args);
  return invoke(o, "pop", args);
}

/** `o.remove(…)` of a receiver whose type is not known. */
export function callRemove(o, ...args) {
  if (isList(o)) return listRemove(o, ...args);
  if (o instanceof Set) return setRemove(o, ...args);
  return invoke(o, "remove", args);
}

/** `o.clear(…)` of a receiver whose type is not known. */
export function callClear(o, ...args) {
  if (isList(o)) return listClear(o, ...args);
  if (isDictFor(o, "clear")) return dictClear(o, ...args);
  return invoke(o, "clear", args);
}

/** `o.copy(…)` of a receiver whose type is not known. */
export function callCopy(o, ...args) {
  if (isList(o)) return list(o, ...args);
  if (o instanceof Set) return setCopy(o, ...args);
  if (isDictFor(o, "copy")) return dictCopy(o, ...args);
  return invoke(o, "copy", args);
}

/** `o.update(…)` of a receiver whose type is not known. */
export function callUpdate(o, ...args) {
  if (o instanceof Set) return setUpdate(o, ...args);
  if (isDictFor(o, "update")) return dictUpdate(o, ...args);
  return invoke(o, "update", args);
}

/** `o.add(…)` of a receiver whose type is not known. */
export function callAdd(o, ...args) {
  if (!(o instanceof Set)) return invoke(o, "add", args);
  o.add(...args);
  return null;
}

/** `o.discard(…)` of a receiver whose type is not known. */
export function callDiscard(o, ...args) {
  if (!(o instanceof Set)) return invoke(o, "discard", args);
  o.delete(...args);
  return null;
}

/** `o.format(…)` of a receiver whose type is not known. */
export function callFormat(o, args, named) {
  return typeof o === "string" ? strFormat(o, args, named) : invoke(o, "format", args);
}

/** `o.is_integer(…)` of a receiver whose type is not known. */
export function callIsInteger(o, ...args) {
  return isNumber(o) ? isInteger(o) : invoke(o, "is_integer", args);
}

/** `o.bit_length(…)` of a receiver whose type is not known. */
export function callBitLength(o, ...args) {
  return isNumber(o) ? bitLength(o) : invoke(o, "bit_length", args);
}

/** `o.bit_count(…)` of a receiver whose type is not known. */
export function callBitCount(o, ...args) {
  return isNumber(o) ? bitCount(o) : invoke(o, "bit_count", args);
}

/** `o.send(…)` of a receiver whose type is not known. */
export function callSend(o, ...args) {
  return isGenerator(o) ? send(o, ...args) : invoke(o, "send", args);
}

/** `o.close(…)` of a receiver whose type is not known. */
export function callClose(o, ...args) {
  if (!isGenerator(o)) return invoke(o, "close", args);
  o.return();
  return null;
}

function isList(o) {
  return Array.isArray(o) && !isTuple(o);
}

// a plain object is a dict, unless it brings a function of that name: then it is somebody's API
function isDictFor(o, name) {
  return o instanceof Map || (isRecord(o) && typeof o[name] !== "function");
}

function isGenerator(o) {
  return Object.prototype.toString.call(o) === "[object Generator]";
}
