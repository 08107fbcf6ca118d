import { useEffect } from 'react';
import { api, OBJECT_TYPES, type ObjectType, type RecordAnswer } from '../api.ts';
import { Button } from '../components/buttons.tsx';
import { Alert, ErrorState, LoadingSpinner } from '../components/feedback.tsx';
import { Icon } from '../components/icon.tsx';
import { AssociationCard } from './AssociationCard.tsx';
import { CardFrame, cardTitle } from './CardFrame.tsx';
import { Overview } from './Overview.tsx';
import { PortalLink } from './Navigation.tsx';
import { usePortal } from './portal-context.ts';
import { PropertySide } from './PropertySide.tsx';
import { changeQuery } from './route.ts';
import { useHealthNews } from './useHealthNews.ts';
import { useLoaded } from './useLoaded.ts';

/** Shown on the records they are associated with. */
const AROUND_RECORDS = new Set(['notes', 'tasks', 'line_items']);

interface Props {
  type: ObjectType;
  id: string;
  query: URLSearchParams;
}

/** A record as in HubSpot: properties at the left, tabs in the middle, cards and associations at the right. */
export function RecordPage({ type, id, query }: Props) {
  const { words, onChange } = usePortal();
  const [record, reload] = useLoaded(`${type}/${id}`, () => api.record(type, id));
  useHealthNews(record.phase === 'ready' && type === 'companies' ? record.value : null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onChange((change) => {
      const linked = change.kind === 'associated' || change.kind === 'created' || AROUND_RECORDS.has(change.objectType);
      if (change.objectId !== id && change.objectId !== '*' && !linked) return;
      clearTimeout(timer);
      timer = setTimeout(reload, 250);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [onChange, reload, id]);

  if (record.phase === 'loading') return <LoadingSpinner label={words.loading} showLabel layout="centered" size="md" />;
  if (record.phase === 'failed')
    return (
      <ErrorState title={record.status === 404 ? words.notFound : words.cannotLoad}>
        <p>{record.message}</p>
        <PortalLink to={`/portal/${type}`} className="x-link">
          {words.back}
        </PortalLink>
        {record.status !== 404 && (
          <p>
            <Button onClick={reload}>{words.retry}</Button>
          </p>
        )}
      </ErrorState>
    );
  return <Columns type={type} record={record.value} tab={query.get('tab') ?? 'overview'} reload={reload} />;
}

function Columns({ type, record, tab, reload }: { type: ObjectType; record: RecordAnswer; tab: string; reload: () => void }) {
  const { words, session, language, openings } = usePortal();
  const cards = session.cards.filter((card) => card.objectTypes.includes(type));
  const tabCards = cards.filter((card) => card.location === 'crm.record.tab');
  const sideCards = cards.filter((card) => card.location === 'crm.record.sidebar');
  const shown = tabCards.find((card) => card.uid === tab);
  const tabs = [{ id: 'overview', title: words.overview }, ...tabCards.map((card) => ({ id: card.uid, title: cardTitle(card, language) }))];

  return (
    <div className="p-record">
      <div className="p-record-left">
        <PortalLink to={`/portal/${type}`} className="p-back">
          <Icon name="left" size="xs" />
          {words.types[type]}
        </PortalLink>
        <PropertySide type={type} record={record} />
      </div>
      <div className="p-record-middle">
        <RecordTabs tabs={tabs} now={shown?.uid ?? 'overview'} />
        <div role="tabpanel" id="record-panel" aria-labelledby={`record-tab-${shown?.uid ?? 'overview'}`} className="p-record-panel">
          {!session.installed && <Alert variant="info" title={words.noApp} />}
          {shown ? (
            <section className="p-sheet p-card-sheet" aria-label={cardTitle(shown, language)}>
              <h2 className="p-card-title">{cardTitle(shown, language)}</h2>
              <CardFrame key={`${shown.uid}/${record.id}/${openings}`} card={shown} record={{ type, id: record.id }} refreshRecord={reload} />
            </section>
          ) : (
            <Overview type={type} record={record} />
          )}
        </div>
      </div>
      <div className="p-record-right">
        {sideCards.map((card) => (
          <section key={card.uid} className="p-sheet p-side-sheet" aria-label={cardTitle(card, language)}>
            <h2 className="p-card-title">{cardTitle(card, language)}</h2>
            <CardFrame key={openings} card={card} record={{ type, id: record.id }} refreshRecord={reload} />
          </section>
        ))}
        {OBJECT_TYPES.filter((to) => to !== type || record.associated[to].length > 0).map((to) => (
          <AssociationCard key={to} type={to} rows={record.associated[to]} />
        ))}
      </div>
    </div>
  );
}

function RecordTabs({ tabs, now }: { tabs: { id: string; title: string }[]; now: string }) {
  const { words } = usePortal();
  // On a narrow screen the tabs are wider than the page.
  useEffect(() => {
    document.getElementById(`record-tab-${now}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [now]);
  const choose = (id: string): void => changeQuery({ tab: id === 'overview' ? '' : id });
  function onKeyDown(event: React.KeyboardEvent<HTMLDivElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex((tab) => tab.id === now);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    choose(next.id);
    document.getElementById(`record-tab-${next.id}`)?.focus();
  }
  return (
    <div className="p-tabs" role="tablist" aria-label={words.tabs} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`record-tab-${tab.id}`}
          aria-selected={tab.id === now}
          aria-controls="record-panel"
          tabIndex={tab.id === now ? 0 : -1}
          className={tab.id === now ? 'p-tab p-tab-on' : 'p-tab'}
          onClick={() => choose(tab.id)}
        >
          {tab.title}
        </button>
      ))}
    </div>
  );
}
