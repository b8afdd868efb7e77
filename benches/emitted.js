// What is emitted, in numbers: its speed beside code written by hand, and the bytes of runtime that a
// page loads. The files say how each is measured.
//
//     npm ci --prefix tests/react && cargo build && node benches/emitted.js

console.log("Speed, as a multiple of hand-written JavaScript\n");
await import("./kernels.js");
console.log("\nThe same of whole programs\n");
await import("./programs.js");
console.log("\nSize of the runtime, minified and gzipped\n");
await import("./sizes.js");
