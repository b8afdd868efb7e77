#!/usr/bin/env node
// Runs the program of this platform: npm installs the one package of `optionalDependencies` that fits.

const { spawn } = require("node:child_process");
const { constants } = require("node:os");

/** `linux-x64-gnu`, `darwin-arm64`: the name of the package. */
function platform() {
  const { platform, arch } = process;
  if (platform !== "linux") return `${platform}-${arch}`;
  // Node tells the version of glibc where there is one.
  const isGlibc = Boolean(process.report.getReport().header.glibcVersionRuntime);
  return `linux-${arch}-${isGlibc ? "gnu" : "musl"}`;
}

function binary() {
  const file = process.platform === "win32" ? "pulsec.exe" : "pulsec";
  const name = `@pulsec/${platform()}`;
  try {
    return require.resolve(`${name}/${file}`);
  } catch {
    const known = Object.keys(require("../package.json").optionalDependencies);
    const why = known.includes(name)
      ? `the package ${name} is not installed: npm leaves it out with --omit=optional, or where a lock file was made on another platform`
      : `there is no program for ${platform()}`;
    console.error(`error: ${why}`);
    console.error("help: install the program with `pip install pulsec` or `cargo install pulsec`, and name it in PULSEC_BIN");
    process.exit(2);
  }
}

const child = spawn(binary(), process.argv.slice(2), { stdio: "inherit" });
// What ends this process ends the program, which may have something to finish.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`error: cannot run the program: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
