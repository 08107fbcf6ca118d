import { describe, expect, it } from 'vitest';
import { cpuBetween, cpuSeconds, readCpu } from '../../bench/cpu.ts';

const stat = (name: string, times: number[]) => `4711 (${name}) S 1 4711 4711 0 -1 4194560 5000 0 7 0 ${times.join(' ')} 20 0 11 0 123456 1000000 2000`;

describe('CPU seconds of a process', () => {
  it('are user and system time, with those of children that have ended', () => {
    expect(cpuSeconds(stat('node', [250, 50, 20, 5]))).toBe(3.25);
  });

  it('are found behind a name with spaces and parentheses', () => {
    expect(cpuSeconds(stat('postgres: a (b) 1 2', [100, 0, 0, 0]))).toBe(1);
  });

  it('grow while a process works, and are left out for one that is not there', () => {
    const nobody = 2 ** 22 + 1;
    const before = readCpu([process.pid, nobody]);
    expect([...before.keys()]).toEqual([process.pid]);
    const until = process.cpuUsage().user + 50_000;
    while (process.cpuUsage().user < until);
    expect(cpuBetween(before, readCpu([process.pid]))).toBeGreaterThan(0.02);
  });
});

describe('CPU seconds between two readings', () => {
  it('count a process that began whole, and one that ended not at all', () => {
    const before = new Map([[1, 10], [2, 3]]);
    const after = new Map([[1, 12], [3, 0.5]]);
    expect(cpuBetween(before, after)).toBe(2.5);
  });
});
