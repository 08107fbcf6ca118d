import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/** Field names that never reach a log line, at any of the depths Baton logs. */
const SECRET_FIELDS = [
  'authorization', 'cookie', 'secret', 'clientSecret', 'client_secret', 'code', 'token', 'accessToken', 'access_token',
  'refreshToken', 'refresh_token', 'password', 'key', 'body', 'rawBody', 'comment', 'email', 'name', 'databaseUrl',
];

/**
 * Credentials inside free text: /hooks/1/src/SECRET, Bearer X, user:pass@host, form fields and JSON texts.
 * No pattern reaches over a quote or a backslash, so that a finished JSON line stays one.
 */
const SECRET_TEXT = [
  [/(\/hooks\/[^/\s"\\]+\/[^/\s"\\]+\/)[^/?\s"\\]+/g, '$1:secret'],
  [/(Bearer\s+)[A-Za-z0-9._~+/=-]+/g, '$1:secret'],
  [/(postgres(?:ql)?:\/\/[^:@/\s"\\]+:)[^@\s"\\]+@/g, '$1:secret@'],
  [/(\b(?:code|state|token|access_token|refresh_token|client_secret|userEmail)=)[^&\s"\\]+/g, '$1:secret'],
  [/((?:access_token|refresh_token|client_secret)\\?"\s*:\s*\\?")[^"\\]+/g, '$1:secret'],
] as const;

/** Removes credentials from a text that is about to be logged or shown. */
export function redactText(text: string): string {
  return SECRET_TEXT.reduce((line, [pattern, replacement]) => line.replace(pattern, replacement), text);
}

/** A JSON-lines logger: secret fields are cut by name, and each finished line passes redactText. */
export function createLog(level: string, destination: DestinationStream = process.stdout): Logger {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    { level, base: undefined, serializers: { err: describeError }, redact: { paths, censor: '[redacted]' }, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => destination.write(redactText(line)) },
  );
}

/** What a log line tells of an error. Other properties stay out: PostgreSQL's `detail` holds the row itself. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, status } = error as { code?: unknown; status?: unknown };
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { type: error.name, message: error.message, fault: code, status, stack: error.stack, cause };
}
