import { connect } from 'node:net';
import type { Draw } from '../sandbox/random.ts';
import type { Toll } from './fuzz-doors.ts';

const LANES = 16;
/** A socket that says nothing for so long is let go: what the server waits for will not come. */
const SILENCE_MS = 250;

/** Bytes that are nearly a request, sent as they are: what no HTTP library would send. An answer is fine, and so is none; a 5xx is not. */
export async function breakSockets({ url, path, most, draw, log }: { url: string; path: string; most: number; draw: Draw; log(line: string): void }): Promise<Omit<Toll, 'cut'>> {
  const toll: Omit<Toll, 'cut'> = { name: 'sockets', inputs: 0, taken: 0, faults: 0, ms: [] };
  const port = Number(new URL(url).port);
  async function lane(): Promise<void> {
    while (toll.inputs < most) {
      toll.inputs += 1;
      const pieces = piecesOf(draw, path);
      const begun = performance.now();
      const answer = await talk(port, pieces);
      toll.ms.push(performance.now() - begun);
      const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
      if (statuses.some((status) => status < 400)) toll.taken += 1;
      if (!statuses.some((status) => status >= 500)) continue;
      toll.faults += 1;
      if (toll.faults <= 5) log(`  sockets: ${answer.slice(0, 150)} after ${JSON.stringify(pieces.map((piece) => piece.toString('latin1'))).slice(0, 500)}`);
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane));
  return toll;
}

/** What comes back on a socket that sends these pieces one after the other, until it closes or falls silent. */
function talk(port: number, pieces: readonly Buffer[]): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const piece of pieces) socket.write(piece);
    });
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.setNoDelay(true).on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

/** A good request's text with up to three things wrong in its lines, its lengths, its chunks or its bytes; cut into pieces anywhere. */
function piecesOf(draw: Draw, path: string): Buffer[] {
  const body = draw.pick(['{"id":"s1","score":9}', '[1', 'id;nota\n1;9', '\u0000\u0001']);
  const mostly = (usual: string, odd: readonly string[]): string => (draw.chance(0.8) ? usual : draw.pick(odd));
  const target = mostly(draw.pick([path, '/healthz']), ['*', '//', `http://other.example${path}`, `${path}%00`, `${path}\u00ff`, '']);
  const first = `${mostly(draw.pick(['POST', 'GET']), ['post', 'P\u0000ST', 'CONNECT', 'PRI', ''])} ${target} ${mostly('HTTP/1.1', ['HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', ''])}`;
  const length = mostly(String(body.length), [String(body.length + 5), '-1', '0x10', '99999999999999999999', '', '1, 1']);
  const odd = ['Transfer-Encoding: chunked', 'Transfer-Encoding: gzip, chunked', 'Connection: keep-alive', 'Expect: 100-continue', 'Upgrade: h2c', ' folded', 'No-colon', `X-Big: ${'x'.repeat(17_000)}`, 'X:\u0000y', 'Host: y', 'Content-Length: 3'];
  const more = Array.from({ length: draw.whole(0, 2) }, () => draw.pick(odd));
  let text = `${[first, 'Host: x', 'Content-Type: application/json', `Content-Length: ${length}`, ...more].join('\r\n')}\r\n\r\n${body}`;
  for (let n = draw.whole(0, 3); n > 0; n -= 1) text = spoil(draw, text);
  const bytes = Buffer.from(text, 'latin1');
  const cuts = Array.from({ length: draw.whole(0, 3) }, () => draw.whole(0, bytes.length)).sort((left, right) => left - right);
  return [0, ...cuts].map((from, at) => bytes.subarray(from, cuts[at] ?? bytes.length));
}

function spoil(draw: Draw, text: string): string {
  const at = draw.whole(0, text.length);
  return draw.pick([
    () => text.slice(0, at),
    () => text.replaceAll('\r\n', '\n'),
    () => text.slice(0, at) + String.fromCharCode(draw.whole(0, 255)) + text.slice(at),
    () => text + text,
    () => `\r\n\r\n${text}`,
    () => text.replace('\r\n\r\n', '\r\n\r\n5\r\n{"id"\r\nzz\r\n'),
  ])();
}
