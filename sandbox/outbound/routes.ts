import { json, type NextFunction, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { refuseForeignOrigin } from '../control/guard.ts';
import { createFaults, FaultRule, type Faults, playFault } from '../faults.ts';
import { type Box, createBox } from './box.ts';
import { answerOf, kindOf } from './sinks.ts';
import { startMailServer } from './smtp.ts';

/** A mail may style itself; it runs nothing, asks for nothing, and its links open in a page of their own. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

const Told = z.strictObject({ host: z.string().max(300), path: z.string().max(4_000), headers: z.record(z.string(), z.string()), body: z.string().max(1_000_000) });

/** All that would leave the machine, kept here instead: mail, and posts to hosts on the internet. */
export interface Outbound {
  box: Box;
  /** Scripted answers: by `host/path` of a post, or as startMailServer says. */
  faults: Faults;
  mailPort: number;
  routes: Router;
  close(): Promise<void>;
}

/** Starts the mail server, and makes the routes under /_sandbox. @param reachable where a public address is to be found on this machine. */
export async function startOutbound(now: () => Date, reachable: (url: string) => string): Promise<Outbound> {
  const box = createBox(now);
  const faults = createFaults();
  const mail = await startMailServer(box, faults);
  const routes = Router();
  routes.use(['/outbound', '/mailbox'], refuseForeignOrigin, json({ limit: '2mb' }));
  routes.get('/outbound/mail-server', (_req, res) => void res.json({ port: mail.port }));
  routes.post('/outbound', (req, res) => takePost({ box, faults }, req, res));
  routes.get('/outbound/faults', (_req, res) => void res.json(faults.waiting()));
  routes.post('/outbound/faults', (req, res) => {
    faults.script(z.array(FaultRule).parse(Array.isArray(req.body) ? req.body : [req.body]));
    res.status(201).json(faults.waiting());
  });
  routes.delete('/outbound/faults', (_req, res) => {
    faults.clear();
    res.status(204).end();
  });
  mailboxRoutes(routes, box, reachable);
  routes.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (error instanceof z.ZodError) res.status(400).json({ message: z.prettifyError(error) });
    else next(error);
  });
  return { box, faults, mailPort: mail.port, routes: Router().use('/_sandbox', routes), close: mail.close };
}

/** Answers in the place of the host; what a fault hits is kept, too, with the status of the fault. */
function takePost({ box, faults }: { box: Box; faults: Faults }, req: Request, res: Response): void {
  const told = Told.parse(req.body);
  const keep = (status: number): void => box.addPost({ kind: kindOf(told.host), ...told, status });
  const fault = faults.next('POST', told.host + told.path, null);
  if (fault !== undefined) return keep(playFault(fault, req, res, {}));
  const { status, body } = answerOf(told);
  keep(status);
  if (typeof body === 'string') res.status(status).type('text').send(body);
  else res.status(status).json(body);
}

function mailboxRoutes(routes: Router, box: Box, reachable: (url: string) => string): void {
  const one = (req: Request) => box.mails().find(({ id }) => id === req.params.id);
  routes.get('/mailbox', (_req, res) => {
    const mails = box.mails().map(({ id, at, from, recipient, subject }) => ({ id, at, from, to: recipient, subject }));
    res.set('cache-control', 'no-store').json({ mails, posts: box.posts() });
  });
  routes.get('/mailbox/:id', (req, res) => {
    const mail = one(req);
    if (mail === undefined) res.status(404).json({ message: 'There is no such mail any more.' });
    else res.json(mail);
  });
  routes.get('/mailbox/:id/html', (req, res) => {
    const html = one(req)?.html;
    res.set({ 'content-security-policy': MAIL_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    if (html === undefined || html === null) return void res.status(404).type('text').send('There is no such mail any more.');
    // Records of HubSpot are the portal page's here, the app's own pages where the app listens; links leave the frame.
    const linked = html.replaceAll('href="https://app.hubspot.com/', 'href="/').replace(/(?<=href=")https:[^"]+/g, (url) => (URL.canParse(url) ? reachable(url) : url));
    res.type('html').send(linked.replace('<head>', '<head><base target="_blank">'));
  });
  routes.delete('/mailbox', (_req, res) => {
    box.clear();
    res.status(204).end();
  });
}
