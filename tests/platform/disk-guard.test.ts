import { afterEach, describe, expect, it } from 'vitest';
import { MIN_FREE_BYTES, startDiskGuard } from '../../src/server/platform/disk-guard.ts';
import { Unavailable } from '../../src/server/platform/errors.ts';
import { captureLog } from '../support/log.ts';

let stop = () => {};
afterEach(() => stop());

async function buildGuard(free: number) {
  const disk = { free };
  const captured = captureLog();
  const guard = await startDiskGuard('/', captured.log, async () => disk.free);
  stop = guard.stop;
  return { disk, ...guard, ...captured };
}

describe('the disk guard', () => {
  it('lets work pass while at least 200 MB are free', async () => {
    const { guard, lines } = await buildGuard(MIN_FREE_BYTES);
    expect(guard).not.toThrow();
    expect(lines).toEqual([]);
  });

  it('puts work off below that, with a time to try again', async () => {
    const { guard } = await buildGuard(MIN_FREE_BYTES - 1);
    expect(guard).toThrow(Unavailable);
    expect(guard).toThrow('200 MB');
  });

  it('lets work pass again once there is space, and logs each crossing once', async () => {
    const { guard, disk, check, entries } = await buildGuard(MIN_FREE_BYTES);
    for (const free of [10, 20, MIN_FREE_BYTES, MIN_FREE_BYTES * 2]) {
      disk.free = free;
      await check();
    }
    expect(guard).not.toThrow();
    expect(entries().map((entry) => entry.freeMegabytes)).toEqual([0, 200]);
  });

  it('reads the real disk', async () => {
    const { guard, stop: stopReal } = await startDiskGuard('/', captureLog().log);
    stopReal();
    expect(typeof guard).toBe('function');
  });
});
