import { useState } from 'react';
import { api } from '../api.ts';
import { ErrorState, LoadingSpinner } from '../components/feedback.tsx';
import { usePortal } from './portal-context.ts';
import { useLoaded } from './useLoaded.ts';

const WAYS = ['html', 'text', 'headers'] as const;

/** One mail: as a mail program shows it (in a frame that runs nothing), as its text, and its headers. */
export function MailView({ id }: { id: string }) {
  const { words } = usePortal();
  const [way, setWay] = useState<(typeof WAYS)[number]>('html');
  const [mail] = useLoaded(id, () => api.mail(id));
  if (mail.phase === 'loading') return <LoadingSpinner label={words.loading} showLabel layout="centered" />;
  if (mail.phase === 'failed') return <ErrorState title={words.cannotLoad}>{mail.message}</ErrorState>;
  const { subject, from, recipient, headers, text } = mail.value;
  return (
    <article className="p-mail-view">
      <header>
        <h2>{subject}</h2>
        <p className="p-quiet">
          {words.outbound.from} {from} · {words.outbound.to} {recipient}
        </p>
        <div className="x-button-row" role="group" aria-label={words.outbound.shownAs}>
          {WAYS.map((one) => (
            <button key={one} type="button" className={one === way ? 'p-choice p-choice-on' : 'p-choice'} aria-pressed={one === way} onClick={() => setWay(one)}>
              {words.outbound.ways[one]}
            </button>
          ))}
        </div>
      </header>
      {way === 'html' && <iframe className="p-mail-frame" title={subject} sandbox="allow-popups allow-popups-to-escape-sandbox" src={`/_sandbox/mailbox/${encodeURIComponent(id)}/html`} />}
      {way === 'text' && <pre className="p-mail-text">{text}</pre>}
      {way === 'headers' && (
        <dl className="p-headers">
          {headers.map(([name, value], at) => (
            <div key={at}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}
