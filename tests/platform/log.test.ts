import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactText } from '../../src/server/platform/log.ts';
import { captureLog } from '../support/log.ts';

const CANARY = 'c4n4ry-s3cret';

/** The one line that a log call leaves. */
function lineOf(fields: object, message = 'Something happened'): string {
  const { log, lines } = captureLog();
  log.info(fields, message);
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

describe('a log line', () => {
  it('is one JSON object with time, level and message', () => {
    expect(JSON.parse(lineOf({ portalId: 7 }))).toMatchObject({ level: 30, portalId: 7, msg: 'Something happened', time: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  it('stays one JSON line whatever is logged', () => {
    const piece = fc.constantFrom('/hooks/1/source/', 'x', '"', '\\', '\n', '\r', '\u001b[31m', '?code=', 'Bearer ', 'postgres://u:', '@h', ' ', '{"access_token":"', '}');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const line = lineOf({ note: pieces.join('') }, pieces.join(''));
        expect(() => JSON.parse(line)).not.toThrow();
        expect(line.trimEnd()).not.toMatch(/[\r\n\u001b]/);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('secrets', () => {
  it.each(['secret', 'clientSecret', 'client_secret', 'token', 'access_token', 'refreshToken', 'authorization', 'password', 'body', 'rawBody', 'comment', 'email', 'databaseUrl'])(
    'under the name %s are cut, at any depth Baton logs',
    (field) => {
      const line = lineOf({ [field]: CANARY, one: { [field]: CANARY, two: { [field]: CANARY } } });
      expect(line).not.toContain(CANARY);
      expect(JSON.parse(line)).toHaveProperty(field, expect.stringMatching(/redacted|:secret/));
    },
  );

  it.each([
    ['a hook\'s path', `POST /hooks/9/nps/${CANARY}?dryRun=1`],
    ['a hook\'s path in quotes', `"/hooks/9/nps/${CANARY}"`],
    ['a bearer token', `Authorization: Bearer ${CANARY}`],
    ['a database address', `connect postgres://baton:${CANARY}@db:5432/baton`],
    ['an OAuth callback', `/oauth/callback?code=${CANARY}&state=${CANARY}`],
    ['a form body', `grant_type=refresh_token&refresh_token=${CANARY}&client_secret=${CANARY}`],
    ['a token answer', `{"access_token":"${CANARY}","refresh_token": "${CANARY}"}`],
    ['a signed query', `?portalId=1&userEmail=${CANARY}%40acme.com`],
  ])('inside a text are cut: %s', (_, text) => {
    expect(redactText(text)).not.toContain(CANARY);
    expect(lineOf({ note: text }, text)).not.toContain(CANARY);
    expect(lineOf({ err: new Error(text) })).not.toContain(CANARY);
  });
});

describe('an error', () => {
  it('tells its type, message, code and causes', () => {
    const cause = Object.assign(new TypeError('refused'), { code: 'ECONNREFUSED' });
    const { err } = JSON.parse(lineOf({ err: new Error('outer', { cause }) })) as { err: object };
    expect(err).toMatchObject({ type: 'Error', message: 'outer', stack: expect.any(String), cause: { type: 'TypeError', fault: 'ECONNREFUSED' } });
  });

  it('keeps the row to itself that PostgreSQL puts into its detail', () => {
    const error = Object.assign(new Error('violates check constraint'), { code: '23514', detail: `Failing row contains (1, ${CANARY})`, where: CANARY });
    expect(lineOf({ err: error })).not.toContain(CANARY);
    expect(lineOf({ err: error })).toContain('23514');
  });
});
