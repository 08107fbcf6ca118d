import { atLeast, atMost, type Engine, type Figure, type Machine, type Reading, smallOnOneEngine } from './figure.ts';
import { type Inside, openInside } from './inside.ts';
import { ask, type Answered, asUser, type Asked, lanes, signatureOf } from './requests.ts';
import { difference, everyRow, wordsIn } from './rows.ts';
import { type Account, type Kind, KINDS, plantAccount } from './tenant-account.ts';
import { doorDrafts, type Draft, type Ids, sourceSignature } from './tenant-doors.ts';

const HOUR_MS = 3_600_000;
/** What the minute's polling of an account moves by itself. */
const POLLED = /^public\.(?:hubspot_budget|sync_cursors) |^pgboss\..*"name": "hubspot\.(?:poll|write-properties|reconcile)"/;
/** Names an id may be believed under where nobody asks for it. */
const NAMES = ['portalId', 'portal_id', 'hubId', 'companyId', 'sourceId', 'userId'];

/** E2: every door, every caller of one account, every id of another one in every place. The judge reads answers, rows and HubSpot's ledger. */
export const tenants: Figure = {
  title: 'E2 one account asks for another',
  run: (machine) => smallOnOneEngine('E2', machine, (engine) => onEngine(engine, machine)),
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const inside = await openInside(engine, machine);
  try {
    const doors = inside.app.doors;
    const missing = doors.filter((door) => doorDrafts[door] === undefined);
    const gone = Object.keys(doorDrafts).filter((door) => !doors.includes(door));
    if (missing.length + gone.length > 0) throw new Error(`The matrix must have every door. Without a case: ${missing.join(', ') || 'none'}. No door any more: ${gone.join(', ') || 'none'}.`);
    // No hourly or daily work in between: it may touch every account.
    inside.moveClock(HOUR_MS - (inside.now().getTime() % HOUR_MS) + 60_000);
    const accounts = [await plantAccount(inside, 1, 'zimbro', '11222333000181'), await plantAccount(inside, 2, 'quixaba', '11444777000161')] as const;
    // In small, one of them asks.
    const ways = machine.quick ? [accounts] : [accounts, [accounts[1], accounts[0]] as const];
    const found: Way[] = [];
    for (const [asker, other] of ways) found.push(await oneWay({ inside, asker, other, quick: machine.quick, log: machine.log }));
    const sum = (pick: (way: Way) => number): number => found.reduce((total, way) => total + pick(way), 0);
    const name = (what: string) => `E2.${engine}.${what}`;
    return [
      atLeast(name('doors'), Math.min(...found.map((way) => way.doors)), doors.length),
      atLeast(name('doors-that-opened-for-their-own'), Math.min(...found.map(({ opened }) => opened)), doors.length - 1),
      atLeast(name('requests'), sum(({ requests }) => requests), machine.quick ? 500 : 2_000),
      atMost(name('leaks'), sum(({ leaks }) => leaks), 0),
      atMost(name('rows-changed-of-the-other'), sum(({ changed }) => changed), 0),
      atMost(name('calls-to-hubspot-for-the-other'), sum(({ calls }) => calls), 0),
      atMost(name('5xx'), sum(({ faults }) => faults), 0),
      atMost(`N1.${engine}.log-lines-with-canaries`, canariesLogged(inside, accounts, machine.log), 0),
    ];
  } finally {
    await inside.close();
  }
}

interface Trial {
  inside: Inside;
  asker: Account;
  other: Account;
  quick: boolean;
  log(line: string): void;
}

/** What came of one account's asking for the other. */
interface Way {
  /** That were asked. */
  doors: number;
  requests: number;
  leaks: number;
  faults: number;
  /** Doors that let the asking account in to its own. */
  opened: number;
  /** Rows of the other account that are not as they were. */
  changed: number;
  /** Calls to HubSpot for the other account. */
  calls: number;
}

async function oneWay(trial: Trial): Promise<Way> {
  const { inside, other, log } = trial;
  const since = inside.sandbox.ledger.entries().length;
  const ofOther = async () => (await everyRow(inside.kysely, inside.secrets)).filter((row) => row.portalId === other.portalId && !POLLED.test(`${row.table} ${row.text}`));
  const there = await ofOther();
  const tried = await tryAll(trial);
  await inside.rest();
  const changed = difference(there, await ofOther());
  for (const { table, text } of changed.slice(0, 10)) log(`  changed in ${table}: ${text.slice(0, 300)}`);
  const calls = inside.sandbox.ledger.entries({ portalId: other.portalId, since }).filter(({ policy }) => policy !== 'search').length;
  return { ...tried, opened: tried.opened.size, changed: changed.length, calls };
}

async function tryAll(trial: Trial): Promise<{ requests: number; leaks: number; faults: number; opened: Set<string>; doors: number }> {
  const { inside, asker, other, log } = trial;
  const found = { requests: 0, leaks: 0, faults: 0, opened: new Set<string>(), doors: 0 };
  const agent = lanes(8);
  for (const [door, draftOf] of Object.entries(doorDrafts)) {
    const method = door.split(' ')[0]!;
    found.doors += 1;
    const own = await ask(inside.url, callersOf(draftOf((kind) => asker.ids[kind], asker), method, trial)[0]!, agent);
    if (own.kind === 'answered' && own.status < 400 && !own.text.includes('"ok":false')) found.opened.add(door);
    else log(`  ${door} did not open for its own account: ${own.kind === 'cut' ? own.why : `${own.status} ${own.text.slice(0, 200)}`}`);
    const asked = variantsOf(draftOf, trial).flatMap((draft) => callersOf(draft, method, trial));
    for (let at = 0; at < asked.length; at += 8) {
      const answers = await Promise.all(asked.slice(at, at + 8).map((one) => ask(inside.url, one, agent)));
      for (const [index, answer] of answers.entries()) {
        found.requests += 1;
        if (tells(answer, other)) {
          found.leaks += 1;
          log(`  ${door} told of the other account: ${asked[at + index]!.path}`);
        }
        if (answer.kind === 'cut' || answer.status >= 500) {
          found.faults += 1;
          log(`  ${door}: ${answer.kind === 'cut' ? answer.why : answer.text.slice(0, 200)}`);
        }
      }
    }
  }
  agent.destroy();
  return found;
}

function tells(answer: Answered, { word }: Account): boolean {
  // What the request itself said may come back in a refusal; the word stands in no request but those of texts that hold it.
  return answer.kind === 'answered' && wordsIn(`${answer.text}\n${JSON.stringify(answer.headers)}`, [`Empresa ${word}`, `Filial um ${word}`, `Gemea ${word}`, `Palavras ${word}`, `Revisar ${word}`, `Quarentena ${word}`, `Pessoa ${word}`, `Alguem ${word}`, `Chave ${word}`, `Fonte ${word}`, `app-${word}`, `${word}.admin`, `${word}.manager`]).length > 0;
}

/** The draft with the other account's ids: each subset of its places, any id in any place, and ids where none is asked for. */
function variantsOf(draftOf: (id: Ids, account: Account) => Draft, { asker, other, quick }: Trial): Draft[] {
  let places = 0;
  const { by } = draftOf((kind) => (places++, asker.ids[kind]), asker);
  const make = (pick: (place: number, kind: Kind) => string): Draft => {
    let place = 0;
    // An account is named to us by HubSpot alone: a genuine signature over another one is that account's own request.
    return draftOf((kind) => (kind === 'portal' && by === 'hubspot' ? asker.ids.portal : pick(place++, kind)), asker);
  };
  const subsets = Array.from({ length: 2 ** places - 1 }, (_, mask) => make((place, kind) => (((mask + 1) >> place) & 1 ? other : asker).ids[kind]));
  const kinds = quick ? KINDS.filter((_, index) => index % 3 === 0) : KINDS;
  const crossed = Array.from({ length: places }, (_, place) => kinds.map((kind) => make((here, natural) => (here === place ? other.ids[kind] : asker.ids[natural])))).flat();
  const own = (): Draft => make((_, kind) => asker.ids[kind]);
  const names = quick ? NAMES.slice(0, 2) : NAMES;
  const smuggled = names.flatMap((name) => {
    const id = name.startsWith('company') ? other.ids.company : name.startsWith('source') ? other.ids.source : name.startsWith('user') ? String(other.users.admin.userId) : other.ids.portal;
    const draft = own();
    const inQuery = { ...draft, query: { ...draft.query, [name]: id } };
    if (draft.body === undefined) return [inQuery];
    const inBody = own();
    const nested = own();
    return [inQuery, { ...inBody, body: Array.isArray(inBody.body) ? inBody.body.map((one: object) => ({ ...one, ...(by !== 'hubspot' && { [name]: id }) })) : { ...inBody.body, [name]: id } }, { ...nested, body: { ...nested.body, account: { [name]: id } } }];
  });
  return [...subsets, ...crossed, ...smuggled];
}

/** Who may send a draft: first the genuine caller of the asking account, then the rest. */
function callersOf(draft: Draft, method: string, { inside, asker, other, quick }: Trial): Asked[] {
  const { appId, clientSecret } = inside.config.hubspot;
  const query = new URLSearchParams(draft.query).toString();
  const path = query === '' ? draft.path : `${draft.path}?${query}`;
  const body = draft.body === undefined || method === 'GET' ? Buffer.alloc(0) : Buffer.from(JSON.stringify(draft.body));
  const at = inside.now();
  const claims = { 'x-portal-id': other.ids.portal, 'x-hubspot-portal-id': other.ids.portal, cookie: `portalId=${other.ids.portal}; baton_install=${other.ids.portal}`, 'x-original-url': path.replaceAll(asker.ids.portal, other.ids.portal) };
  const send = (sentPath: string, headers: Record<string, string>): Asked => ({ method, path: sentPath, body, headers: { 'content-type': 'application/json', ...headers } });
  const signed = (signedPath: string, more: Record<string, string> = {}): Asked => send(signedPath, { ...signatureOf(clientSecret, { method, path: signedPath, body }, at), ...more });
  const wrong = signatureOf('not-the-secret', { method, path, body }, at);
  switch (draft.by) {
    case 'card': {
      const as = (user: Account['users']['admin']): string => asUser(path, user, appId);
      const genuine = signed(as(asker.users.admin));
      const swapped = { ...genuine, path: as({ ...asker.users.admin, portalId: other.portalId }) };
      if (quick) return [genuine, swapped];
      const doubled = signed(`${as(asker.users.admin)}&portalId=${other.portalId}`);
      const foreign = send(as(other.users.admin), wrong);
      return [genuine, signed(as(asker.users.manager)), signed(as(asker.users.rep)), signed(as(asker.users.admin), claims), swapped, doubled, foreign, send(path, {})];
    }
    case 'hubspot':
      return [signed(path), signed(path, claims), send(path, wrong), send(path, {})];
    case 'source':
      return [send(path, sourceSignature(asker, body)), send(path, { ...sourceSignature(asker, body), ...claims }), send(path, {})];
    case 'key': {
      const mixed = asker.usageKey.replace(/^baton_[0-9a-f]+/, `baton_${other.ids.key}`);
      return [asker.usageKey, mixed].map((key) => send(path, { authorization: `Bearer ${key}` })).concat(send(path, claims));
    }
    case 'nobody':
      return [send(path, {}), send(path, claims)];
  }
}

/** Log lines, at trace level, that hold a secret or a respondent's word of these accounts. */
function canariesLogged({ lines, config }: Inside, accounts: readonly Account[], log: (line: string) => void): number {
  const secrets = [config.hubspot.clientSecret, ...config.keys.map(({ key }) => key.toString('base64'))];
  const words = accounts.flatMap(({ word, ids, hook, usageKey, users }) => [hook.secret, hook.signing, usageKey, ids.email, `Palavras ${word}`, `Revisar ${word}`, `Quarentena ${word}`, `Pessoa ${word}`, `Alguem ${word}`, users.admin.email, users.rep.email]);
  const found = lines.filter((line) => wordsIn(line, [...secrets, ...words]).length > 0);
  for (const line of found.slice(0, 5)) log(`  logged: ${line.slice(0, 400)}`);
  return found.length;
}
