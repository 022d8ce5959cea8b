/** The entries of each account, accounts and entries in the order met. */
export function groupByAccount<T extends { readonly account: number }>(
  entries: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const entry of entries) {
    const group = groups.get(entry.account);
    if (group === undefined) groups.set(entry.account, [entry]);
    else group.push(entry);
  }
  return groups;
}
