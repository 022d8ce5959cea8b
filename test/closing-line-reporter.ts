import type { Reporter, TestModule } from "vitest/node";

/** Prints `N passed, N failed` as the run's last line, in a form that any CI can read. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandled.length;
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      passed += tests.filter((test) => test.result().state === "passed").length;
      const bad = tests.filter((test) => test.result().state === "failed").length;
      failed += bad === 0 && module.state() === "failed" ? 1 : bad;
    }
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }
}
