// Runs the cases in Pyodide, which PyScript is made of: `node pyodide.mjs cases.py` prints a JSON object.

import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const python = await loadPyodide();
python.runPython(readFileSync(process.argv[2], "utf8"));
const names = JSON.parse(process.argv[3]);
const said = names.map((name) => {
  try {
    return [name, python.runPython(`${name}()`)];
  } catch (error) {
    return [name, `raises ${error.message.trim().split("\n").at(-1)}`];
  }
});
console.log(JSON.stringify(Object.fromEntries(said)));
