// Lets TypeScript import any `.py` without knowing its types:
//
//     /// <reference types="vite-plugin-pulsec/client" />
//
// The option `dts` gives real ones, and those go first.
declare module "*.py";
