/** What a grid worker sees of a visit, and all that they see (rule P8): no case, no account, no amount. */
export interface VisitView {
  readonly visitId: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  /** One short sentence without names, numbers or links. */
  readonly reason: string;
  readonly questions: readonly string[];
  readonly dueAtMs: number;
}

/** The view of a fuller record: fields by name, so that a field added to the record stays out of it. */
export function visitView(visit: VisitView): VisitView {
  const { visitId, name, address, phone, reason, questions, dueAtMs } = visit;
  return { visitId, name, address, phone, reason, questions, dueAtMs };
}
