/** A fault that stops the start: what is wrong and what to do about it, in one sentence each. */
export class StartFault extends Error {
  readonly cure: string;

  constructor(fault: string, cure: string) {
    super(`${fault} ${cure}`);
    this.name = 'StartFault';
    this.cure = cure;
  }
}

/** True for what the database says of data it cannot take (SQLSTATE classes 22 and 23): trying again cannot help. */
export function isDataFault(error: unknown): boolean {
  return /^2[23]/.test(String((error as { code?: unknown }).code));
}

/** A passing trouble of ours (database away or too busy, disk nearly full): answered 503 with Retry-After, never a 4xx. */
export class Unavailable extends Error {
  readonly retryAfterSeconds: number;

  constructor(reason: string, retryAfterSeconds: number, cause?: unknown) {
    super(reason, { cause });
    this.name = 'Unavailable';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
