/** A mail as it came: its headers in their order, and its parts. */
export interface ReadMail {
  headers: [name: string, value: string][];
  subject: string;
  from: string;
  to: string;
  text: string | null;
  html: string | null;
}

interface Part {
  headers: [string, string][];
  body: string;
}

/** Reads the bytes of a mail. Where it is broken, what can be read of it is told. */
export function readMail(raw: Buffer): ReadMail {
  // Latin-1 keeps every byte; words beyond ASCII come out of their transfer encoding.
  const top = split(raw.toString('latin1'));
  const leaves = leavesOf(top);
  const first = (type: string) => leaves.find((part) => headerOf(part, 'content-type').toLowerCase().startsWith(type));
  const texts = { text: first('text/plain') ?? leaves.find((part) => headerOf(part, 'content-type') === ''), html: first('text/html') };
  return {
    headers: top.headers.map(([name, value]) => [name, words(value)]),
    subject: words(headerOf(top, 'subject')),
    from: words(headerOf(top, 'from')),
    to: words(headerOf(top, 'to')),
    text: texts.text === undefined ? null : decoded(texts.text),
    html: texts.html === undefined ? null : decoded(texts.html),
  };
}

function split(source: string): Part {
  const end = source.search(/\r?\n\r?\n/);
  const [head, body] = end < 0 ? [source, ''] : [source.slice(0, end), source.slice(end).replace(/^\r?\n\r?\n/, '')];
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return { headers: lines.flatMap((line) => (/^[^\s:]+:/.test(line) ? [[line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as [string, string]] : [])), body };
}

function headerOf({ headers }: Part, name: string): string {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? '';
}

function leavesOf(part: Part): Part[] {
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(headerOf(part, 'content-type'))?.[1];
  if (boundary === undefined) return [part];
  const [, ...inner] = part.body.split(`--${boundary}`);
  return inner.filter((one) => !one.startsWith('--')).flatMap((one) => leavesOf(split(one.replace(/^\r?\n/, '').replace(/\r?\n$/, ''))));
}

function decoded(part: Part): string {
  const encoding = headerOf(part, 'content-transfer-encoding').toLowerCase();
  if (encoding === 'base64') return Buffer.from(part.body, 'base64').toString('utf8');
  const bytes = encoding === 'quoted-printable' ? unquoted(part.body.replace(/=\r?\n/g, '')) : part.body;
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}

function unquoted(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Encoded words of a header (RFC 2047); between two of them the space is none. */
function words(value: string): string {
  const joined = value.replace(/\?=\s+=\?/g, '?==?');
  return joined.replace(/=\?([\w-]+)\?([QB])\?([^?]*)\?=/gi, (_, _charset: string, way: string, text: string) => {
    const bytes = way.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : Buffer.from(unquoted(text.replaceAll('_', ' ')), 'latin1');
    return bytes.toString('utf8');
  });
}
