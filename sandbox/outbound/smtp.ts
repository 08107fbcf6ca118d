import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Faults } from '../faults.ts';
import type { Box } from './box.ts';
import { readMail } from './mime.ts';

const HOST = '127.0.0.1';
const LARGEST_BYTES = 5_000_000;

type Done = (error?: Error | null) => void;

/**
 * A mail server on loopback that takes mail for everybody and keeps it in the box. Faults are scripted by method (AUTH,
 * MAIL, RCPT, DATA) and by the path `smtp/address`; their status is the server's word, such as 450 or 550.
 */
export async function startMailServer(box: Box, faults: Faults): Promise<{ port: number; close(): Promise<void> }> {
  const played = (method: string, address: string, done: Done, else_: () => void): void => {
    const fault = faults.next(method, `smtp/${address}`, null);
    if (fault === undefined) return else_();
    if (fault.kind === 'status') return done(Object.assign(new Error('A scripted fault of the sandbox'), { responseCode: fault.status ?? 451 }));
    // hang: no answer ever comes.
  };
  const server = new SMTPServer({
    name: 'mail.sandbox.test', banner: 'The sandbox\'s mail server', authOptional: true, allowInsecureAuth: true, disabledCommands: ['STARTTLS'],
    disableReverseLookup: true, size: LARGEST_BYTES, closeTimeout: 200,
    onAuth: ({ username }, _session, done) => played('AUTH', username ?? '', done, () => done(null, { user: username })),
    onMailFrom: ({ address }, _session, done) => played('MAIL', address, done, () => done()),
    onRcptTo: ({ address }, _session, done) => played('RCPT', address, done, () => done()),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        played('DATA', recipients[0] ?? '', done, () => {
          for (const recipient of recipients) box.addMail({ recipient, ...readMail(Buffer.concat(chunks)) });
          done();
        });
      });
    },
  });
  // A client that leaves in between is no trouble of the sandbox.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, HOST, () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
