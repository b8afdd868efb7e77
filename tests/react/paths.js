// Where the Python is, and where what is made of it goes.

import { fileURLToPath } from "node:url";
import path from "node:path";

export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const REPOSITORY = path.resolve(HERE, "../..");
export const OUT = path.join(HERE, "dist");

/** App to the folder of its Python. */
export const APPS = {
  seed: path.join(REPOSITORY, "fixtures/seed"),
  apps: path.join(HERE, "apps"),
  declarations: path.join(REPOSITORY, "fixtures/declarations"),
  values: path.join(OUT, "values-source"),
  chat: path.join(REPOSITORY, "fixtures/apps/chat"),
  warned: path.join(HERE, "warned"),
};

/** Form of JSX to the flags of the compiler. */
export const FORMS = {
  automatic: ["--jsx", "automatic"],
  preserve: ["--jsx", "preserve"],
  dev: ["--jsx", "automatic", "--jsx-dev"],
};

/** Apps that are not compiled in every form: these say so. */
export const FORMS_OF = { values: ["automatic", "preserve"], warned: ["dev"] };

export const outDir = (app, form) => path.join(OUT, form, app);
