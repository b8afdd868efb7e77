// As in a Pulse app, but for this: the client package is the stand-in, and what is optimized is known from
// the start, because Vite reloads the page whenever it finds out later.

import { realpathSync } from "node:fs";
import { reactRouter } from "@react-router/dev/vite";

const modules = realpathSync(new URL("node_modules", import.meta.url));

export default {
  plugins: [reactRouter()],
  clearScreen: false,
  cacheDir: ".vite",
  resolve: {
    alias: {
      "pulse-ui-client": `${modules}/../client/index.js`,
      "~": new URL("app", import.meta.url).pathname,
    },
    dedupe: ["react", "react-dom", "react-router"],
    preserveSymlinks: true,
  },
  optimizeDeps: {
    include: [
      "react",
      "react-dom",
      "react-dom/client",
      "react/jsx-runtime",
      "react/jsx-dev-runtime",
      "react-router",
      "react-router/dom",
      "socket.io-client",
      "clsx",
      "react-textarea-autosize",
    ],
  },
  server: { fs: { strict: false } },
};
