// As in a Pulse app, but for this: the client package may be where `servers.js` says, and what is optimized is known from
// the start, because Vite reloads the page whenever it finds out later.

import { reactRouter } from "@react-router/dev/vite";

const client = process.env.PULSEC_CLIENT_FILE;

export default {
  plugins: [reactRouter()],
  clearScreen: false,
  cacheDir: ".vite",
  resolve: {
    alias: {
      ...(client && { "pulse-ui-client": client }),
      "~": new URL("app", import.meta.url).pathname,
    },
    dedupe: ["react", "react-dom", "react-router", "socket.io-client"],
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
      ...(client ? [] : ["pulse-ui-client"]),
    ],
  },
  server: { fs: { strict: false } },
};
