import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/database-template.ts'],
    // Generous: a machine under other work takes several times as long, and no test is about speed.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // The server's modules are loaded once a process, not once a file: a third of the time. No module of ours keeps state, and tests restore what they spy on.
    isolate: false,
    // Many tests wait rather than work (rate limits, heartbeats), so two run at a time even on two cores.
    maxWorkers: 2,
  },
});
