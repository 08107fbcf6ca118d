import { createRemoteReceiver, type RemoteReceiver } from '@remote-ui/core';
import { createEndpoint, type Endpoint } from '@remote-ui/rpc';
import { useEffect, useState } from 'react';
import { WORKER_METHODS } from '../protocol.ts';
import type { PageDoor, StartRequest, WorkerDoor } from '../protocol.ts';

export type ExtensionState =
  | { phase: 'loading'; receiver: RemoteReceiver }
  | { phase: 'ready'; receiver: RemoteReceiver; worker: Endpoint<WorkerDoor>['call'] }
  | { phase: 'failed'; message: string };

/**
 * Starts a worker for the bundle and keeps it until the request changes or the card leaves the page.
 * `door` answers the worker's questions; its functions may change between renders, `key` decides about restarts.
 */
export function useExtension(key: string, workerUrl: string, request: StartRequest, door: PageDoor): ExtensionState {
  const [state, setState] = useState<ExtensionState>(() => ({ phase: 'loading', receiver: createRemoteReceiver() }));

  useEffect(() => {
    const receiver = createRemoteReceiver();
    setState({ phase: 'loading', receiver });
    const worker = new Worker(workerUrl, { name: request.bundleUrl });
    const fail = (message: string): void => setState({ phase: 'failed', message });
    const endpoint = createEndpoint<WorkerDoor>(worker, { callable: [...WORKER_METHODS] });
    endpoint.expose({ ...door, failed: fail });
    worker.addEventListener('error', (event) => fail(event.message || 'The worker stopped.'));
    endpoint.call
      .start(request, receiver.receive)
      .then(() => setState((now) => (now.phase === 'loading' ? { phase: 'ready', receiver, worker: endpoint.call } : now)))
      .catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
    return () => {
      endpoint.terminate();
      worker.terminate();
    };
    // The key stands for request and door.
  }, [key]);

  return state;
}
