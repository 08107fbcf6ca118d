import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { createTransport, type SentMessageInfo } from 'nodemailer';
import { emailAddress } from '../lib/identity.ts';
import type { Config } from './config.ts';
import { StartFault } from './errors.ts';
import { checkedLookup, hostFault, Refused, type Resolve, resolveHost } from './public-host.ts';

/** The ports that mail is handed in at. */
export const MAIL_PORTS = [587, 465, 2525, 25] as const;

const CONNECT_MS = 3_000;
const TOTAL_MS = 20_000;
const LONGEST_SUBJECT = 300;
const LONGEST_NAME = 100;

/** A server that an account names. */
export interface MailServer {
  host: string;
  port: number;
  /** tls: from the first byte; starttls: demanded before anything is said. There is no third way. */
  security: 'tls' | 'starttls';
  user: string | null;
  password: string | null;
}

export interface OutgoingMail {
  from: { name: string; address: string };
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Message-ID is made from it, so that mail programs know a repetition. */
  key: string;
  /** Where one click ends such mails (RFC 8058); null: nobody subscribed to it. */
  unsubscribeUrl: string | null;
}

/** `passing`: it may work later. `sender`: it does not send for this address. `address`: the host cannot be called, or no mail server with a valid certificate is there. */
export type MailResult = { ok: true } | { ok: false; code: 'login' | 'sender' | 'recipient' | 'refused' | 'address' | 'unreached'; passing: boolean };

export interface MailerOptions {
  config: Pick<Config, 'sandbox' | 'publicUrl'> & { hubspot: Pick<Config['hubspot'], 'apiUrl'> };
  fetch: typeof globalThis.fetch;
  resolve?: Resolve;
  /** Tests only, refused outside sandbox mode: another port, addresses let through, the certificate trusted, shorter times. */
  override?: { port?: number; addresses?: string[]; ca?: string; connectMs?: number; totalMs?: number };
}

export interface Mailer {
  /** Hands one mail to a server, within 20 s or the given time; never throws. */
  send(server: MailServer, mail: OutgoingMail, limits?: { withinMs: number }): Promise<MailResult>;
}

/**
 * Whether mail can be handed to this server, as far as can be said without asking anyone.
 * @param ownHost the host of PUBLIC_URL.
 */
export function isMailServer({ host, port }: Pick<MailServer, 'host' | 'port'>, ownHost: string): boolean {
  // As the URL parser writes it: a number in disguise (0x7f.1, 127.1) is an address by then.
  const isName = /^[a-z0-9.-]{1,253}$/.test(host) && URL.canParse(`https://${host}`) && new URL(`https://${host}`).hostname === host;
  return isName && hostFault(host, ownHost) === null && MAIL_PORTS.some((one) => one === port);
}

/**
 * The one way out for mail. As in egress.ts the address is checked inside the socket's look-up and that very address is
 * connected to; the certificate must be the host's. In sandbox mode mail of any host goes to the sandbox's own server.
 * @throws StartFault when the override of the tests meets a configuration that is not the sandbox's.
 */
export function createMailer({ config, fetch, resolve = resolveHost, override }: MailerOptions): Mailer {
  if (override !== undefined && !config.sandbox) throw new StartFault('Mail servers inside the network cannot be allowed here.', 'Only tests do that, in sandbox mode.');
  const ownHost = new URL(config.publicUrl).hostname;
  const lookup = checkedLookup(resolve, new Set(override?.addresses));
  const connectMs = override?.connectMs ?? CONNECT_MS;
  const enclosed = config.sandbox && override === undefined;

  async function open({ host, port }: MailServer): Promise<Socket> {
    if (!enclosed) return connected(connect({ host, port: override?.port ?? port, lookup, autoSelectFamily: false }), connectMs);
    const told = (await (await fetch(`${config.hubspot.apiUrl}/_sandbox/outbound/mail-server`)).json()) as { port: number };
    return connected(connect({ host: '127.0.0.1', port: told.port }), connectMs);
  }

  return {
    async send(server, mail, { withinMs } = { withinMs: override?.totalMs ?? TOTAL_MS }) {
      if (!isMailServer(server, ownHost)) return { ok: false, code: 'address', passing: false };
      if (!isOneAddress(mail.to)) return { ok: false, code: 'recipient', passing: false };
      if (!isOneAddress(mail.from.address)) return { ok: false, code: 'sender', passing: false };
      let socket: Socket | undefined;
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        socket?.destroy(new Error('The time is over.'));
      }, withinMs);
      try {
        socket = await open(server);
        if (late) throw new Error('The time is over.');
        const security = enclosed ? { secure: false, ignoreTLS: true } : { secure: server.security === 'tls', requireTLS: server.security === 'starttls' };
        const sent = await handIn(socket, { ...security, host: server.host, name: ownHost, ca: override?.ca }, server, written(mail), withinMs);
        return (sent.rejected ?? []).length === 0 ? { ok: true } : { ok: false, code: 'recipient', passing: false };
      } catch (error) {
        return faultOf(error as MailError);
      } finally {
        clearTimeout(timer);
        socket?.destroy();
      }
    },
  };
}

function connected(socket: Socket, withinMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('There was no connection in time.')), withinMs);
    socket.once('connect', () => (clearTimeout(timer), resolve(socket)));
    socket.once('error', (error) => (clearTimeout(timer), reject(error)));
  });
}

interface Handing {
  host: string;
  /** What Baton calls itself: never the machine's own name. */
  name: string;
  ca: string | undefined;
  secure: boolean;
  requireTLS?: boolean;
  ignoreTLS?: boolean;
}

async function handIn(socket: Socket, { ca, ...handing }: Handing, { user, password }: MailServer, mail: object, withinMs: number): Promise<SentMessageInfo> {
  // The socket that was checked is used; nodemailer opens none of its own.
  const transport = createTransport({
    ...handing, ...(user !== null && { auth: { user, pass: password ?? '' } }),
    getSocket: (_options: unknown, done: (fault: null, found: { connection: Socket }) => void) => done(null, { connection: socket }),
    tls: { servername: handing.host, minVersion: 'TLSv1.2', rejectUnauthorized: true, ca },
    connectionTimeout: withinMs, greetingTimeout: withinMs, socketTimeout: withinMs, disableFileAccess: true, disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0]);
  try {
    return (await transport.sendMail(mail)) as SentMessageInfo;
  } finally {
    transport.close();
  }
}

/** As nodemailer wants it. What others may have written is a value, never a header of its own. */
function written({ from, to, subject, html, text, key, unsubscribeUrl }: OutgoingMail) {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    from: { name: oneLine(from.name, LONGEST_NAME), address: from.address },
    to: { name: '', address: to },
    envelope: { from: from.address, to: [to] },
    subject: oneLine(subject, LONGEST_SUBJECT), html, text,
    messageId: `<${createHash('sha256').update(`${key}\n${to}`).digest('hex').slice(0, 40)}@${domain}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribeUrl !== null && { 'List-Unsubscribe': `<${new URL(unsubscribeUrl).href}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  };
}

function oneLine(text: string, longest: number): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim().slice(0, longest);
}

/** One plain address: neither a list, nor a name with it. */
function isOneAddress(text: string): boolean {
  return text.length <= 254 && emailAddress(text) === text.toLowerCase() && !/[\p{Cc}[\]\\]/u.test(text);
}

interface MailError extends Error {
  code?: string;
  /** The server's, such as 550. */
  responseCode?: number;
  command?: string;
}

const COMMANDS: Readonly<Record<string, 'sender' | 'recipient'>> = { 'MAIL FROM': 'sender', 'RCPT TO': 'recipient' };

/** The server's word where it said one: 4xx passes, 5xx does not. Without one the connection broke, or its certificate did not fit. */
function faultOf(error: MailError): MailResult {
  const { code, responseCode, command } = error;
  if (error instanceof Refused) return { ok: false, code: 'address', passing: false };
  if (responseCode === undefined || responseCode < 400) return { ok: false, ...(isWrongPlace(error) ? { code: 'address', passing: false } : code === 'EAUTH' ? { code: 'login', passing: false } : { code: 'unreached', passing: true }) };
  const passing = responseCode < 500;
  if (code === 'EAUTH' || [530, 534, 535].includes(responseCode)) return { ok: false, code: 'login', passing };
  if (code === 'ETLS') return { ok: false, code: 'address', passing };
  return { ok: false, code: COMMANDS[command ?? ''] ?? 'refused', passing };
}

/** There is no TLS, or another's certificate. */
function isWrongPlace({ code, message }: MailError): boolean {
  return /certificate|CERT_|altname|self.signed|wrong version number|SSL routines/i.test(`${code ?? ''} ${message}`);
}
