import { createHealthView } from '../src/server/health/view.ts';
import { loadSignals } from '../src/server/health/signals/index.ts';
import { pointsOf, slopeOf } from '../src/server/health/trend.ts';
import { verifySignature } from '../src/server/hubspot/signature.ts';
import { callerOf, ownQuery } from '../src/server/http/hubspot-request.ts';
import { signatureV3 } from '../sandbox/sign.ts';
import { parse } from 'node:querystring';
import { z } from 'zod';
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
const stored = '[1,[1,60.694,20778,0,"contact-recency deals nps open-tickets satisfaction",[0.2,0.2,0.15,0.25,0.2],[0.394,0.789,0.447,0.677,0.67]],20778,67.227,0.8,[2,20716],[[-2.273,0.281,69,20709],0,[1.287,0.533,3,2,0,20755],[8.08,1,0,0,0],[-0.56,0.642,0.54,4,20775]],[20765,69.879,-2.652,0,0,-1.926,0,-0.098,0,-0.627],[2968,"59.6,59.1,59.1,59.9,60,60,60.9,60.8,60.8,61.8,61.7,61.6,61.6,69.6,69.5,69.4,81.5,81.4,81.3,81.3,81,79,78,77,76,75,67.2",[[2942,1,1],[2968,1,0]]]]';
const render = createHealthView(await loadSignals());
function bench(name: string, f: () => unknown, n = 20000) { for (let i = 0; i < n; i++) f(); const s = performance.now(); for (let i = 0; i < n; i++) f(); console.log(name.padEnd(20), ((performance.now() - s) / n * 1000).toFixed(2), 'us'); }
for (let k = 0; k < 2; k++) {
bench('render', () => render(stored, 'pt-BR'));
bench('JSON.parse', () => JSON.parse(stored));
const p = JSON.parse(stored); const [week, scores, marks] = p[8]; 
bench('pointsOf', () => pointsOf({ week, scores }, marks, 20778));
bench('slopes', () => [slopeOf({ week, scores }, 20778, 4), slopeOf({ week, scores }, 20778, 12)]);
bench('stringify', () => JSON.stringify(render(stored, 'pt-BR')));
const path = `/api/1/health/5000123?lang=pt-BR&userId=7&userEmail=ana%2Bcs%40example.com.br&appId=990001&portalId=1001`;
const url = 'https://baton.sandbox.test' + path; const now = new Date(); const sig = signatureV3('s', 'GET', url, '', now.getTime());
const req = { method: 'GET', url, rawBody: Buffer.alloc(0), headers: { 'x-hubspot-signature-v3': sig, 'x-hubspot-request-timestamp': String(now.getTime()) }, now };
bench('verify', () => { if (!verifySignature(req, ['s']).ok) throw 1; });
const key = createSecretKey(Buffer.from('s'));
bench('hmac str 4 upd', () => createHmac('sha256', 's').update('GET', 'utf8').update(url, 'utf8').update(req.rawBody).update('123456', 'utf8').digest());
bench('hmac key 4 upd', () => createHmac('sha256', key).update('GET', 'utf8').update(url, 'utf8').update(req.rawBody).update('123456', 'utf8').digest());
bench('hmac key 1 upd', () => createHmac('sha256', key).update('GET' + url + '123456', 'utf8').digest());
bench('hmac str 1 upd', () => createHmac('sha256', 's').update('GET' + url + '123456', 'utf8').digest());
const qs = path.split('?')[1]!;
bench('qs parse', () => parse(qs));
const q = { ...parse(qs) } as any;
bench('ownQuery', () => ownQuery(q)); bench('callerOf', () => callerOf(q, 990001));
const P = z.object({ companyId: z.string().regex(/^[1-9]\d{0,14}$/) }); const Q = z.object({ lang: z.enum(['pt-BR', 'en']) });
bench('zod both', () => [P.safeParse({ companyId: '5000123' }), Q.safeParse({ lang: 'pt-BR' })]);
}
process.exit();
