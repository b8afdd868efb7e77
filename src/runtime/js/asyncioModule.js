import { BaseException, derive, PyTimeoutError } from "./exceptions.js";

/** Python's `asyncio.CancelledError`. */
export const asyncioCancelledError = derive("asyncio.exceptions.CancelledError", BaseException);

/** Python's `asyncio.sleep(delay, result)`. */
export function asyncioSleep(delay, result = null) {
  return new Promise((done) => setTimeout(() => done(result), Math.max(0, Number(delay)) * 1000));
}

/** Python's `asyncio.gather(*aws)`. */
export const asyncioGather = async (...aws) => {
  return Promise.all(aws);
};

/** `asyncio.gather(*aws, return_exceptions=…)`. */
export const asyncioGatherWith = async (returnExceptions, ...aws) => {
  if (!returnExceptions) return Promise.all(aws);
  const settled = await Promise.allSettled(aws);
  return settled.map((one) => (one.status === "fulfilled" ? one.value : one.reason));
};

/** Python's `asyncio.wait_for(fut, timeout)`: what is waited for goes on when the time is over. */
export const asyncioWaitFor = async (fut, timeout) => {
  if (timeout === null) return fut;
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new PyTimeoutError()), Math.max(0, Number(timeout)) * 1000);
  });
  try {
    return await Promise.race([fut, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Python's `asyncio.create_task(coro)`: a promise runs already. */
export function asyncioCreateTask(coro) {
  return Promise.resolve(coro);
}
