// Calls the function it is given, as code does that knows nothing of Python.

import { useEffect, useState } from "react";

export function Tester({ fn, args, expected, label, sign, note }) {
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return (
    <li className="tester" data-mounted={isMounted} data-sign={sign} data-note={String(note)}>
      <b>{label}</b>
      <code className="result">{JSON.stringify(fn(...args))}</code>
      <code className="expected">{expected}</code>
    </li>
  );
}
