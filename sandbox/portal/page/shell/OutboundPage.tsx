import { useEffect } from 'react';
import { api, type MailLine, type Outbound } from '../api.ts';
import { Button } from '../components/buttons.tsx';
import { ErrorState, LoadingSpinner } from '../components/feedback.tsx';
import { formatDate } from '../format.ts';
import { MailView } from './MailView.tsx';
import { NextAnswer } from './NextAnswer.tsx';
import { usePortal } from './portal-context.ts';
import { changeQuery } from './route.ts';
import { SinkPost } from './SinkPost.tsx';
import { useLoaded } from './useLoaded.ts';

const VIEWS = ['mail', 'slack', 'telegram', 'webhook'] as const;
type View = (typeof VIEWS)[number];
/** What arrives is shown so soon. */
const AGAIN_MS = 2_000;

/** What left the app and stayed on this machine: mail, and what Slack, Telegram and webhooks would have got. */
export function OutboundPage({ query }: { query: URLSearchParams }) {
  const { words } = usePortal();
  const [box, reload] = useLoaded('outbound', api.outbound);
  const view = VIEWS.find((one) => one === query.get('view')) ?? 'mail';
  useEffect(() => {
    const timer = setInterval(reload, AGAIN_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <div className="p-outbound">
      <div className="p-list-head">
        <h1>{words.outbound.title}</h1>
      </div>
      <p className="p-quiet p-outbound-intro">{words.outbound.intro}</p>
      <div className="p-outbound-tools">
        <div className="x-button-row" role="group" aria-label={words.outbound.views}>
          {VIEWS.map((one) => (
            <button key={one} type="button" className={one === view ? 'p-choice p-choice-on' : 'p-choice'} aria-pressed={one === view} onClick={() => changeQuery({ view: one === 'mail' ? '' : one, mail: '' })}>
              {words.outbound.kinds[one]}
              {box.phase === 'ready' && <span className="p-count">{countOf(box.value, one)}</span>}
            </button>
          ))}
        </div>
        <Button size="sm" onClick={() => void api.emptyOutbound().then(reload)}>
          {words.outbound.empty}
        </Button>
      </div>
      <NextAnswer key={view} view={view} />
      {box.phase === 'loading' && <LoadingSpinner label={words.loading} showLabel layout="centered" />}
      {box.phase === 'failed' && (
        <ErrorState title={words.cannotLoad}>
          <p>{box.message}</p>
          <Button onClick={reload}>{words.retry}</Button>
        </ErrorState>
      )}
      {box.phase === 'ready' && <Arrived box={box.value} view={view} open={query.get('mail')} />}
    </div>
  );
}

function countOf({ mails, posts }: Outbound, view: View): number {
  return view === 'mail' ? mails.length : posts.filter(({ kind }) => kind === view).length;
}

function Arrived({ box, view, open }: { box: Outbound; view: View; open: string | null }) {
  const { words } = usePortal();
  if (countOf(box, view) === 0)
    return (
      <section className="p-sheet p-nothing">
        <h2>{words.outbound.nothing}</h2>
        <p className="p-quiet">{words.outbound.nothingHint}</p>
      </section>
    );
  if (view === 'mail') return <Mails mails={box.mails} open={open ?? box.mails[0]!.id} />;
  return (
    <ol className="p-posts">
      {box.posts.filter(({ kind }) => kind === view).map((post) => (
        <li key={post.id}>
          <SinkPost post={post} />
        </li>
      ))}
    </ol>
  );
}

function Mails({ mails, open }: { mails: MailLine[]; open: string }) {
  const { region } = usePortal();
  return (
    <div className="p-mailbox p-sheet">
      <ul className="p-mails">
        {mails.map((mail) => (
          <li key={mail.id}>
            <button type="button" className={mail.id === open ? 'p-mail p-mail-on' : 'p-mail'} aria-current={mail.id === open} onClick={() => changeQuery({ mail: mail.id })}>
              <b>{mail.subject}</b>
              <span className="p-quiet">{mail.to}</span>
              <span className="p-quiet">{formatDate(mail.at, region, true)}</span>
            </button>
          </li>
        ))}
      </ul>
      <MailView key={open} id={open} />
    </div>
  );
}
