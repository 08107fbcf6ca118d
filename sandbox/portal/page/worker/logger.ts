import type { LogLevel, PageDoor } from '../protocol.ts';

/** `message` and stack of whatever was thrown, as one text. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** HubSpot's `logger`: texts go to the page's console. */
export function createLogger(log: PageDoor['log']) {
  const at = (level: LogLevel) => (data: unknown) => void log(level, String(data));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A rejected handler is the extension's fault but not its end: it is logged, the card stays. */
export function logUnhandled(log: PageDoor['log']): void {
  self.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    void log('error', `Unhandled rejection in the extension: ${describe(event.reason)}`);
  });
}
