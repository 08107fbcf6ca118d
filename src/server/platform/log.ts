import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/** Field names that never reach a log line, at any of the depths Baton logs. */
const SECRET_FIELDS = [
  'authorization', 'cookie', 'secret', 'clientSecret', 'client_secret', 'code', 'token', 'accessToken', 'access_token',
  'refreshToken', 'refresh_token', 'password', 'key', 'body', 'rawBody', 'comment', 'email', 'name', 'databaseUrl',
];

/** A path secret or credential inside free text: /hooks/1/src/SECRET, Bearer X, user:pass@host. */
const SECRET_TEXT = [
  [/(\/hooks\/[^/\s"]+\/[^/\s"]+\/)[^/?\s"]+/g, '$1:secret'],
  [/(Bearer\s+)[A-Za-z0-9._~+/=-]+/g, '$1:secret'],
  [/(postgres(?:ql)?:\/\/[^:@/\s"]+:)[^@\s"]+@/g, '$1:secret@'],
  [/([?&](?:code|state|token|userEmail)=)[^&\s"]+/g, '$1:secret'],
] as const;

/** Removes credentials from a text that is about to be logged or shown. */
export function redactText(text: string): string {
  return SECRET_TEXT.reduce((line, [pattern, replacement]) => line.replace(pattern, replacement), text);
}

/** A JSON-lines logger: secret fields are cut by name, and each finished line passes redactText. */
export function createLog(level: string, destination: DestinationStream = process.stdout): Logger {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    { level, base: undefined, redact: { paths, censor: '[redacted]' }, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => destination.write(redactText(line)) },
  );
}
