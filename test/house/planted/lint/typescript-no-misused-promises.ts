export function f(list: string[]): void {
  list.forEach(async (item) => {
    await Promise.resolve(item);
  });
  if (Promise.resolve(true)) list.pop();
}
