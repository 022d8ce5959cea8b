const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Properties that name a row of a kind, where the name itself does not say the kind. */
const kindOfProperty: Readonly<Record<string, string>> = {
  assigneeId: "people",
  by: "people",
  members: "people",
  ownerId: "people",
  targetId: "orders",
  freezeId: "orders",
  to: "people",
  userId: "people",
};

/** The rows that a server's answers have shown, by kind, with the version that each was seen at last. */
export class KnownIds {
  readonly #byKind = new Map<string, string[]>();
  readonly #versions = new Map<string, number>();

  /** Reads an answer to a request to `/api/v1/KIND…`. */
  learn(path: string, answer: string): void {
    if (!answer.startsWith("{")) return;
    this.#read(JSON.parse(answer), kindOfPath(path));
  }

  /** The ids that a path's or a body's property of this name can mean; any where the name says nothing. */
  of(name: string, kind: string): readonly string[] {
    const wanted = name === "id" ? kind : kindOfName(name);
    return this.#byKind.get(wanted) ?? [...this.#byKind.values()].flat();
  }

  versionOf(id: string): number | undefined {
    return this.#versions.get(id);
  }

  add(kind: string, id: string): void {
    const known = this.#byKind.get(kind);
    if (known === undefined) this.#byKind.set(kind, [id]);
    else if (!known.includes(id) && known.length < 200) known.push(id);
  }

  #read(value: unknown, kind: string): void {
    if (Array.isArray(value)) for (const one of value) this.#read(one, kind);
    if (typeof value !== "object" || value === null) return;
    const { id, version } = value as { readonly id?: unknown; readonly version?: unknown };
    if (typeof id === "string" && uuid.test(id)) {
      this.add(kind, id);
      if (typeof version === "number") this.#versions.set(id, version);
    }
    for (const [name, inner] of Object.entries(value)) {
      if (name !== "id" && typeof inner === "string" && uuid.test(inner)) this.add(kindOfName(name), inner);
      if (typeof inner === "object") this.#read(inner, name === "rows" ? kind : kindOfName(name));
    }
  }
}

/** `/api/v1/orders/{id}/sign` is about orders. */
export function kindOfPath(path: string): string {
  return /^\/api\/v1\/([a-z-]+)/.exec(path)?.[1] ?? "";
}

function kindOfName(name: string): string {
  const known = kindOfProperty[name];
  if (known !== undefined) return known;
  const stem = name.replace(/Ids?$/, "");
  return stem.endsWith("s") ? stem : `${stem}s`;
}
