import { setTimeout as sleep } from "node:timers/promises";

/** Something that goes on by itself. */
export interface Going {
  /** Does it once more, and answers when that is done. */
  stop(): Promise<void>;
}

/** Does something about every second until it is stopped. A failure is told, and it is done again. */
export function keepDoing(work: () => Promise<void>, failed: (cause: unknown) => void): Going {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      await work().catch(failed);
      // Waking up early is how it is stopped, and no failure.
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
    await work().catch(failed);
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

const everyMs = 1_000;
