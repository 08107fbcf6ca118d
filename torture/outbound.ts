import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createEgress } from '../src/server/platform/egress.ts';
import { hostileUrls } from '../tests/support/hostile-urls.ts';
import { atLeast, atMost, type Figure } from './figure.ts';

const LISTENING = ['127.0.0.1', '127.0.0.2', '::1'];
/** What a hostile name server answers: an inner address alone, wrapped, among public ones, or only the second time. */
const ANSWERS = [['127.0.0.1'], ['127.0.0.2'], ['::1'], ['::ffff:127.0.0.1'], ['1.1.1.1', '127.0.0.1'], ['127.0.0.1', '1.1.1.1'], ['169.254.169.254'], ['10.0.0.1'], ['fd00::1'], []];

/** G1, G2: no hostile address and no hostile name makes Baton connect to this machine. */
export const outbound: Figure = {
  title: 'G1 hostile addresses',
  async run() {
    let connections = 0;
    const canaries: Server[] = [];
    let port = 0;
    for (const address of LISTENING) {
      const canary = createServer((socket) => {
        connections += 1;
        socket.destroy();
      }).listen(port, address);
      // A machine without IPv6 has no ::1 to listen on.
      const [open] = (await Promise.race([once(canary, 'listening').then(() => [true]), once(canary, 'error').then(() => [false])])) as [boolean];
      if (!open) continue;
      port ||= (canary.address() as AddressInfo).port;
      canaries.push(canary);
    }
    let sent = 0;
    let tried = 0;
    const config = { sandbox: true, publicUrl: 'https://baton.sandbox.test', hubspot: { apiUrl: '' } };
    const now = () => new Date(0);
    for (const answer of ANSWERS) {
      const egress = createEgress({ config, now, resolve: async () => answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })), override: { port, connectMs: 1_000 } });
      for (const url of [...hostileUrls, 'https://hooks.receiver.example/']) {
        tried += 1;
        if ((await egress.send({ url, headers: {}, body: '{}' })).ok) sent += 1;
      }
    }
    for (const canary of canaries) canary.close();
    return [atLeast('G1.urls', hostileUrls.length, 80), atLeast('G1.tries', tried, 800), atMost('G1.connections', connections, 0), atMost('G1.sent', sent, 0)];
  },
};
