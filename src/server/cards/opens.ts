import type { Logger } from '../platform/log.ts';
import type { CardName } from './tables.ts';

/** A card that somebody opened: who, of which company, when. */
export interface Open {
  portalId: number;
  userId: number;
  /** As HubSpot signed it. */
  email: string;
  card: CardName;
  /** null: a deal's or a contact's card, and none is known of it. */
  companyId: number | null;
  at: Date;
}

/** Opens that are alike but for their moment; `at` is the latest. */
export interface CountedOpen extends Open {
  opens: number;
}

export interface Opens {
  /** Counts an open in memory; nobody waits for it. */
  note(open: Open): void;
  /** Writes down what was counted; what the database does not take is kept for the next time. */
  flush(): Promise<void>;
  /** Writes down the rest, once nobody opens cards any more. */
  close(): Promise<void>;
}

/** How far what is written is behind; a process that is killed loses as much. */
const FLUSH_MS = 10_000;
/** Days of all zones begin on quarters of an hour: opens of one quarter are of one day, whatever the account's zone. */
const QUARTER_MS = 15 * 60_000;
/** While the database is away, this many different opens wait; others are not counted. */
const MOST_WAITING = 50_000;

/** @param save adds one account's opens to what is stored: all of them or, when it throws, none. */
export function createOpens({ save, log }: { save(portalId: number, opens: readonly CountedOpen[]): Promise<void>; log: Logger }): Opens {
  let waiting = new Map<string, CountedOpen>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  function add(open: CountedOpen): void {
    const key = `${open.portalId}:${open.userId}:${open.card}:${open.companyId}:${Math.floor(open.at.getTime() / QUARTER_MS)}`;
    const known = waiting.get(key);
    if (known !== undefined) {
      known.opens += open.opens;
      if (open.at > known.at) known.at = open.at;
    } else if (waiting.size < MOST_WAITING) {
      waiting.set(key, { ...open });
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, FLUSH_MS).unref();
  }

  async function write(): Promise<void> {
    const batch = waiting;
    waiting = new Map();
    for (const portalId of new Set([...batch.values()].map((open) => open.portalId))) {
      const opens = [...batch.values()].filter((open) => open.portalId === portalId);
      try {
        await save(portalId, opens);
      } catch (error) {
        log.warn({ err: error, portalId, opens: opens.length }, 'Opened cards could not be counted yet');
        for (const open of opens) add(open);
      }
    }
  }

  function flush(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }

  return {
    note: (open) => add({ ...open, opens: 1 }),
    flush,
    async close() {
      await flush();
      clearTimeout(timer);
    },
  };
}
