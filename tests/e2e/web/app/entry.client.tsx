// What React Router does by itself, and two more ways: `?mount=plain` leaves StrictMode out; `?mount=fresh`
// renders anew instead of taking over what the server rendered, because StrictMode runs effects twice only then.

import { Fragment, StrictMode, startTransition } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";

const mount = new URLSearchParams(window.location.search).get("mount");
const Mode = mount === "plain" ? Fragment : StrictMode;
const page = (
  <Mode>
    <HydratedRouter />
  </Mode>
);

startTransition(() => {
  if (mount === "fresh") createRoot(document).render(page);
  else hydrateRoot(document, page);
});
