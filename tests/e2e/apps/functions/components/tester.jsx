// Calls the function it is given, as code does that knows nothing of Python.

export function Tester({ fn, args, expected, label, sign, note }) {
  return (
    <li className="tester" data-sign={sign} data-note={String(note)}>
      <b>{label}</b>
      <code className="result">{JSON.stringify(fn(...args))}</code>
      <code className="expected">{expected}</code>
    </li>
  );
}
