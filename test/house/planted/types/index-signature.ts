export function f(record: Record<string, string>): string | undefined {
  return record.name;
}
