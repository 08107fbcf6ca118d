import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pause } from './figure.ts';

/**
 * How the way to the database is. `away`: nobody answers and what stood is gone. `slow`: each packet of the database comes
 * late. `cut`: the next packet comes in half, then its connection is gone.
 */
export type Way = 'open' | 'away' | 'slow' | 'cut';

export interface DatabaseProxy {
  /** The database's address through the proxy. */
  url: string;
  way(now: Way): void;
  close(): void;
}

const LATE_MS = 60;

/** Stands between a server and its PostgreSQL, and may be in the way. */
export async function openProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let way: Way = 'open';

  function serve(near: Socket): void {
    if (way === 'away') return void near.destroy();
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.on('data', (chunk) => far.write(chunk));
    // What comes after a late packet comes after it.
    let last = Promise.resolve();
    far.on('data', (chunk: Buffer) => {
      const now = way;
      if (now === 'cut') way = 'open';
      last = last.then(async () => {
        if (now === 'slow') await pause(LATE_MS);
        near.write(now === 'cut' ? chunk.subarray(0, Math.ceil(chunk.length / 2)) : chunk);
        if (now === 'cut') near.destroySoon();
      });
    });
  }

  const proxy = createServer(serve).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((proxy.address() as AddressInfo).port);
  const cutAll = () => [...sockets].forEach((socket) => socket.destroy());
  return {
    url: url.href,
    way(now) {
      way = now;
      if (now === 'away') cutAll();
    },
    close() {
      proxy.close();
      cutAll();
    },
  };
}
