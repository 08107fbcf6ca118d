import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Balancer {
  url: string;
  /** Requests that no server answered, although one may have begun to. */
  failed(): number;
  close(): Promise<void>;
}

/**
 * A load balancer as operators put before several servers: to each in turn, and to the next where the connection is
 * refused, because nothing was sent then. A request that was sent is not sent again.
 */
export async function startBalancer(ports: () => readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: false });
  let turn = 0;
  let failed = 0;

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const list = ports();
    turn += 1;
    for (let tried = 0; tried < list.length; tried += 1) {
      const port = list[(turn + tried) % list.length]!;
      const answer = await ask(port, incoming, body);
      if (answer === 'refused') continue;
      if (answer === 'broken') break;
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    failed += 1;
    outgoing.writeHead(502).end();
  }

  function ask(port: number, { method, url, headers }: IncomingMessage, body: Buffer): Promise<'refused' | 'broken' | { status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
    return new Promise((resolve) => {
      const sent = request({ host: '127.0.0.1', port, method, path: url, headers: { ...headers, connection: 'close' }, agent });
      sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'broken'));
      sent.on('response', (answer) => {
        const { connection: _own, ...others } = answer.headers;
        buffer(answer).then((bytes) => resolve({ status: answer.statusCode!, headers: others, body: bytes }), () => resolve('broken'));
      });
      sent.end(body);
    });
  }

  const server = createServer((incoming, outgoing) => void forward(incoming, outgoing)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failed: () => failed,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
