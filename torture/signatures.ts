import { signatureV3 } from '../sandbox/sign.ts';
import { verifySignature } from '../src/server/hubspot/signature.ts';
import { atLeast, atMost, type Figure } from './figure.ts';
import { seededRandom } from '../sandbox/random.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
/** Escapes as browsers write them, in upper case: of lower case HubSpot's table says nothing. */
const LETTERS = [...'abcXYZ019/?&=+~éç.-_:@!$', '%40', '%2F', '%20', '%25', '%3D', '%C3%A9'];
const PARTS = ['method', 'url', 'body', 'timestamp', 'signature', 'secret'] as const;

/** D1: genuine requests pass, and any single bit changed in any part of one makes it fail. The sandbox signs, Baton checks. */
export const signatures: Figure = {
  title: 'D1 properties of the v3 signature',
  async run({ seed }) {
    const random = seededRandom(seed + 2);
    const text = (most: number) => Array.from({ length: 1 + Math.floor(random() * most) }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
    const tries = 53_000;
    let [accepted, rejected, tried] = [0, 0, 0];
    for (let index = 0; index < tries; index += 1) {
      const timestamp = NOW.getTime() + Math.floor((random() * 2 - 1) * 300_000);
      const genuine = { method: random() < 0.5 ? 'GET' : 'POST', url: `https://baton.example/${text(40)}`, body: random() < 0.3 ? '' : text(120), timestamp: String(timestamp), secret: text(30) };
      const signed = { ...genuine, signature: signatureV3(genuine.secret, genuine.method, genuine.url, genuine.body, timestamp) };
      tried += 1;
      if (!holds(signed)) rejected += 1;
      const part = PARTS[Math.floor(random() * PARTS.length)]!;
      const changed = { ...signed, [part]: flipBit(signed[part], random) };
      if (changed[part] === signed[part]) continue;
      tried += 1;
      if (holds(changed)) accepted += 1;
    }
    return [atLeast('D1.properties', tried, 100_000), atMost('D1.false-accepts', accepted, 0), atMost('D1.false-rejects', rejected, 0)];
  },
};

function holds(request: Record<(typeof PARTS)[number], string>): boolean {
  const headers = { 'x-hubspot-signature-v3': request.signature, 'x-hubspot-request-timestamp': request.timestamp };
  return verifySignature({ method: request.method, url: request.url, rawBody: Buffer.from(request.body), headers, now: NOW }, [request.secret]).ok;
}

/** One bit of the text's bytes changed; the same text where that gives no other text. */
function flipBit(text: string, random: () => number): string {
  const bytes = Buffer.from(text);
  if (bytes.length === 0) return text;
  const place = Math.floor(random() * bytes.length);
  bytes[place]! ^= 1 << Math.floor(random() * 8);
  return bytes.toString('utf8');
}
