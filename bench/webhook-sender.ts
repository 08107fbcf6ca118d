// The sending process of bench/webhooks.ts: a survey tool that posts answers, so that its work is no part of what is measured.
import { Agent, request } from 'node:http';
import { arrive, inLanes } from './arrivals.ts';

/** What the parent asks for: so many webhooks, either so many at a time or so many a second. */
export type SendRequest = { address: string; count: number } & ({ lanes: number } | { perSecond: number });

export interface SendReport {
  acknowledged: number;
  /** Anything but a 200, with how often; a lost connection is its error's code. */
  faults: Record<string, number>;
  /** Milliseconds of each from the moment it was due; empty when sent in lanes. */
  latencies: number[];
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const timing = { now: () => performance.now(), pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, ms))) };
let sent = 0;

/** An NPS answer of a usual size, about 350 bytes. */
function answer(): string {
  sent += 1;
  return JSON.stringify({
    id: `answer-${process.pid}-${sent}`,
    survey: { id: 'quarterly-2026-4', name: 'Pesquisa trimestral' },
    score: sent % 11,
    comment: 'O atendimento resolveu rápido, mas a implantação demorou mais do que o combinado.',
    respondent: { email: `pessoa${sent}@empresa${sent % 500}.example.com.br`, name: 'Pessoa de Souza', role: 'Gerente' },
    answeredAt: '2026-11-20T10:00:00Z',
  });
}

/** Resolves with the status, or with the error's code. */
function post(address: string): Promise<string> {
  const body = answer();
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const posted = request(address, { method: 'POST', agent, headers, timeout: 30_000 });
    posted.on('timeout', () => posted.destroy());
    posted.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    posted.on('response', (response) => response.resume().on('close', () => resolve(response.complete ? String(response.statusCode) : 'cut')));
    posted.end(body);
  });
}

async function sendAll(asked: SendRequest): Promise<SendReport> {
  const report: SendReport = { acknowledged: 0, faults: {}, latencies: [] };
  const send = async (): Promise<void> => {
    const outcome = await post(asked.address);
    if (outcome === '200') report.acknowledged += 1;
    else report.faults[outcome] = (report.faults[outcome] ?? 0) + 1;
  };
  if ('lanes' in asked) await inLanes(asked.lanes, asked.count, send);
  else report.latencies = await arrive(asked, send, timing);
  return report;
}

process.on('message', (asked: SendRequest) => void sendAll(asked).then((report) => process.send!(report)));
process.on('disconnect', () => process.exit());
