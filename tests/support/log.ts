import { createLog, type Logger } from '../../src/server/platform/log.ts';

/** A logger that keeps what it wrote: the raw lines and the parsed ones. */
export function captureLog(level = 'trace'): { log: Logger; lines: string[]; entries(): Record<string, unknown>[] } {
  const lines: string[] = [];
  const log = createLog(level, { write: (line: string) => void lines.push(line) });
  return { log, lines, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}
