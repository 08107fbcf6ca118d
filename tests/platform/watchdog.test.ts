import { describe, expect, it } from 'vitest';
import { runChild } from '../support/child.ts';

const START = `import { startWatchdog } from 'src/server/platform/watchdog.ts';`;

describe('the watchdog', () => {
  it('kills a process whose event loop spins, because no timer of it will ever fire again', async () => {
    const child = runChild(`${START} startWatchdog(1_000); setTimeout(() => { console.log('spins'); for (;;); }, 300);`);
    await child.says('spins');
    expect(await child.ended).toBe('SIGKILL');
    expect(child.output()).toContain('silent for 1000 ms of work');
  });

  it('lets a process live that is busy but breathes', async () => {
    const child = runChild(`${START} const dog = startWatchdog(1_500); const end = Date.now() + 4_000;
      const timer = setInterval(() => {
        const until = Date.now() + 150; while (Date.now() < until);
        if (Date.now() > end) { clearInterval(timer); dog.stop().then(() => console.log('done')); }
      }, 1);`);
    expect(await child.ended).toBe(0);
    expect(child.output()).toContain('done');
  });

  it('lets a process live that gets no turn of an overloaded machine: silent, but not spinning', async () => {
    const child = runChild(`${START} const dog = startWatchdog(1_000);
      setTimeout(() => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_000); dog.stop().then(() => console.log('done')); }, 300);`);
    expect(await child.ended).toBe(0);
    expect(child.output()).toContain('done');
  });

  it('does not hold a process that has nothing left to do', async () => {
    expect(await runChild(`${START} startWatchdog();`).ended).toBe(0);
  });
});
