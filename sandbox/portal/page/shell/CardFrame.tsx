import { RemoteRenderer } from '@remote-ui/react/host';
import { useEffect, useMemo, useState } from 'react';
import { api, OBJECT_TYPE_IDS, type ObjectType, type SessionCard } from '../api.ts';
import { Button } from '../components/buttons.tsx';
import { ErrorState, LoadingSpinner } from '../components/feedback.tsx';
import { controller } from '../host/controller.tsx';
import { createOverlays, createReactions, ToolsContext } from '../host/reactions.ts';
import { useExtension } from '../host/useExtension.ts';
import type { ExtensionContext, PageDoor, PageLocation, StartRequest } from '../protocol.ts';
import { ACTION_NAMES, createActor, type IframeRequest } from './card-actions.ts';
import { IframeModal } from './IframeModal.tsx';
import { usePortal, type Portal } from './portal-context.ts';
import { navigate } from './route.ts';

export function cardTitle(card: SessionCard, language: string): string {
  return typeof card.name === 'string' ? card.name : (card.name[language] ?? Object.values(card.name)[0] ?? card.uid);
}

/** The record that a card stands on. */
interface StoodOn {
  type: ObjectType;
  id: string;
}

function contextOf(portal: Portal, card: SessionCard, record: StoodOn | null): ExtensionContext {
  const { user, session, language } = portal;
  const { role, ownerId: _, locale: __, ...person } = user;
  return {
    location: card.location,
    user: {
      ...person,
      emails: [user.email],
      roles: [role],
      teams: [],
      locale: language === 'pt-BR' ? 'pt-br' : 'en-us',
      language: language === 'pt-BR' ? 'pt-br' : 'en',
      permissions: role === 'admin' ? ['integrations-management-write'] : [],
    },
    portal: { id: session.account.portalId, timezone: session.account.timeZone },
    variables: { SERVER_URL: session.serverUrl },
    extension: { appId: session.app.appId, appName: session.app.name, cardTitle: cardTitle(card, language) },
    ...(record && { crm: { objectId: Number(record.id), objectTypeId: OBJECT_TYPE_IDS[record.type] } }),
  };
}

const LOG = { debug: console.debug, info: console.info, warn: console.warn, error: console.error };

interface FrameProps {
  card: SessionCard;
  record: StoodOn | null;
  /** Where an app's page stands among its routes. */
  at?: PageLocation;
  refreshRecord: () => void;
}

const START: PageLocation = { path: '/', params: {} };

/** One extension, on a record or by itself: its worker, its tree, and what the page does for it. */
export function CardFrame({ card, record: given, at = START, refreshRecord }: FrameProps) {
  const portal = usePortal();
  const { words, user, region, onChange, session } = portal;
  const [restarts, setRestarts] = useState(0);
  const [iframe, setIframe] = useState<IframeRequest | null>(null);
  const type = given?.type;
  const id = given?.id;
  const record = useMemo(() => (type && id ? { type, id } : null), [type, id]);
  const tools = useMemo(() => {
    const overlays = createOverlays();
    return { overlays, reactions: createReactions(overlays), ...region, navigate, record };
  }, [region, record]);

  const door: PageDoor = {
    fetch: (request) => api.fetch(user.id, request),
    askCrm: (question) => api.askCrm(record, question),
    act: createActor({ portal, tools, record, refreshRecord, openIframe: setIframe }),
    log: (level, message) => LOG[level](`[${card.uid}]`, message),
    failed: () => undefined,
  };
  const request: StartRequest = {
    bundleUrl: new URL(card.bundleUrl, location.origin).href,
    context: contextOf(portal, card, record),
    actionNames: ACTION_NAMES,
    pageLocation: at,
  };
  const key = [card.bundleUrl, type, id, user.id, portal.language, restarts].join(' ');
  const state = useExtension(key, session.workerUrl, request, door);
  const worker = state.phase === 'ready' ? state.worker : null;

  useEffect(
    () =>
      onChange((change) => {
        const mine = change.objectType === type && change.objectId === id;
        if (worker && (mine || change.objectId === '*')) void worker.recordChanged(mine ? Object.keys(change.properties) : ['*']);
      }),
    [onChange, worker, type, id],
  );

  const asked = JSON.stringify(at);
  useEffect(() => void worker?.movePage(JSON.parse(asked) as PageLocation), [worker, asked]);

  if (state.phase === 'failed')
    return (
      <ErrorState title={words.cardFailed}>
        <pre className="p-trace">{state.message.split('\n')[0]}</pre>
        <Button size="sm" onClick={() => setRestarts(restarts + 1)}>
          {words.cardRestart}
        </Button>
      </ErrorState>
    );
  return (
    <ToolsContext.Provider value={tools}>
      <div className="p-extension" data-card={card.uid} data-phase={state.phase}>
        {state.phase === 'loading' && <LoadingSpinner label={words.cardLoading} layout="centered" />}
        <RemoteRenderer receiver={state.receiver} controller={controller} />
      </div>
      {iframe && (
        <IframeModal
          request={iframe}
          onClose={() => {
            setIframe(null);
            void worker?.callBack(iframe.callbackId);
          }}
        />
      )}
    </ToolsContext.Provider>
  );
}
