/** Keeps the last few answers by key; who asks while one is being made waits for the same one. Failures are not kept. */
export class Remembered<Answer> {
  private readonly kept = new Map<string, Promise<Answer>>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  get(key: string, make: () => Promise<Answer>): Promise<Answer> {
    const known = this.kept.get(key);
    this.kept.delete(key);
    const answer = known ?? make();
    this.kept.set(key, answer);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(oldest);
    }
    if (known === undefined) answer.catch(() => this.kept.delete(key));
    return answer;
  }

  forget(key: string): void {
    this.kept.delete(key);
  }
}
