/** Lets one piece of work through at a time, in the order in which they came. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** True while somebody has the turn or waits for it. */
  get taken(): boolean {
    return this.#waiting > 0;
  }

  /** Waits for the turn and answers how to pass it on. @throws the signal's reason when it is aborted first. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const before = this.#last;
    let end = (): void => undefined;
    const ours = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#waiting += 1;
    this.#last = before.then(() => ours);
    const pass = (): void => {
      this.#waiting -= 1;
      end();
    };
    try {
      await untilFirst(before, signal);
    } catch (cause) {
      pass();
      throw cause;
    }
    return pass;
  }
}

async function untilFirst(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal.addEventListener("abort", stop);
  await Promise.race([turn, stopped]);
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
}
