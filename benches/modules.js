// The files of the projects that `edits.js`, `watch.js` and `lsp.js` edit: modules of a server, and of marked functions.

export const range = (count) => Array.from({ length: count }, (_, at) => at);

const repeated = (count, text) => range(count).map(text).join("");

const service = (file) => (kind) => `
class Service${kind}:
    """Handles the ${kind}th kind of order of file ${file}."""

    def __init__(self, name: str, limit: int = ${kind}):
        self.name = name
        self.limit = limit
        self.items = {}

    def add(self, key: str, value: int) -> int:
        if key in self.items and value > self.limit:
            raise ValueError(f"{key} is over {self.limit}: {value!r}")
        self.items[key] = self.items.get(key, 0) + value
        return len(self.items)

    def total(self) -> int:
        return sum(value for key, value in self.items.items() if not key.startswith("_"))
`;

const shape = (file, usesHelper) => (kind) => `

@ps.javascript
def shape_${file}_${kind}(names: list[str], limit: int = 10):
    total = ${usesHelper ? "weight(limit)" : "0"}
    seen = {}
    for at, name in enumerate(names):
        if name in seen or at >= limit:
            continue
        seen[name] = at
        total += len(name) * ${kind + 1}
    return f"{total} of {limit}: " + ", ".join(sorted(seen))
`;

/** A module of the server. */
export const server = (file) => `import os\nimport json\nfrom dataclasses import dataclass\n\n${repeated(17, service(file))}`;

/** Five marked functions, which call `weight` of `shared/words.py` or nothing. */
export const client = (file, usesHelper) =>
  `import pulse as ps\n${usesHelper ? "from shared.words import weight\n" : ""}${repeated(5, shape(file, usesHelper))}`;
