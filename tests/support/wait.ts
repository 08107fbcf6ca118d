import { vi } from 'vitest';

/** Far beyond what a busy machine takes: no test is about speed. */
const LIMIT_MS = 60_000;

/** Waits until the condition holds, looking every 20 ms. @throws after limitMs, naming what was waited for. */
export async function waitUntil(what: string, holds: () => boolean | Promise<boolean>, limitMs = LIMIT_MS): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the check throws nothing any more. @throws what it throws in the end. */
export function waitFor(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: LIMIT_MS });
}
